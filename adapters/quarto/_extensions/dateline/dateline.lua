-- Maps that `dateline build site.toml -o maps` made, as a shortcode of Quarto:
--   {{< dateline NAME caption="..." ratio="16/9" height="480" class="wide" theme="light" >}}
-- Pages get the map in a frame, all other formats its picture.

local STYLE = ".dateline-map>img{display:none;max-width:100%;height:auto}"
  .. ":is([data-theme=light],[data-bs-theme=light],[data-md-color-scheme=default],.quarto-light)"
  .. " .dateline-map>iframe{color-scheme:light}"
  .. ":is([data-theme=dark],[data-bs-theme=dark],[data-md-color-scheme=slate],.quarto-dark)"
  .. " .dateline-map>iframe{color-scheme:dark}"
  .. "@media print,(scripting:none){.dateline-map>iframe{display:none!important}.dateline-map>img{display:block}}"
local SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
local THEME = "it is light or dark; without it the map follows the page"
local OPTIONS = {
  caption = { "%S", "it is a text" },
  class = { "^[%w_ -]+$", "it is names of classes, parted by blanks" },
  height = { "^[1-9]%d%d%d?$", "it is a whole number of pixels, 100 to 5000" },
  ratio = { "^[%d.]+/[%d.]+$", "it is width by height, such as 3/2" },
  theme = { "^%a+$", THEME },
}

local function escape(text)
  local names = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;", ["'"] = "&#x27;" }
  return (text:gsub("[&<>\"']", names))
end

local function keys(mapping)
  local names = {}
  for name in pairs(mapping) do names[#names + 1] = name end
  table.sort(names)
  return names
end

-- The name that has the most pairs of letters in common.
local function nearest(name, names)
  local best, most = nil, 0
  for _, other in ipairs(names) do
    local common = 0
    for at = 1, #name - 1 do
      if other:lower():find(name:sub(at, at + 1):lower(), 1, true) then common = common + 1 end
    end
    if common > most then best, most = other, common end
  end
  return best
end

-- The page, and the line that names the map.
local function place(name)
  local file = quarto.doc.input_file or "?"
  local opened, number = io.open(file), 0
  if opened then
    for line in opened:lines() do
      number = number + 1
      if line:find("dateline", 1, true) and line:find(name, 1, true) then
        opened:close()
        return file .. ":" .. number
      end
    end
    opened:close()
  end
  return file
end

local function fail(name, message)
  error(place(name) .. ": " .. message, 0)
end

local function manifest_of(folder, name)
  local file = folder .. "/manifest.json"
  local opened = io.open(file)
  if not opened then
    fail(name, "there is no " .. file .. "; run: dateline build site.toml -o " .. folder)
  end
  local text = opened:read("a")
  opened:close()
  return quarto.json.decode(text)
end

local function read(kwargs, name)
  local given = {}
  for key, value in pairs(kwargs) do
    local rule, text = OPTIONS[key], pandoc.utils.stringify(value)
    if not rule then
      fail(name, "'" .. key .. "' is no option of a map; there are " .. table.concat(keys(OPTIONS), ", "))
    end
    if not text:find(rule[1]) then fail(name, key .. " '" .. text .. "': " .. rule[2]) end
    given[key] = text
  end
  if given.theme and given.theme ~= "light" and given.theme ~= "dark" then
    fail(name, "theme '" .. given.theme .. "': " .. THEME)
  end
  return given
end

local function found(maps, name)
  if maps[name] then return maps[name] end
  local names = keys(maps)
  local near = nearest(name, names)
  local meant = near and ("is '" .. near .. "' meant? ") or ""
  fail(name, "there is no map '" .. name .. "' in the site; " .. meant .. "There are " .. table.concat(names, ", "))
end

local function first(entry, wanted)
  for _, key in ipairs(wanted) do
    if entry.files[key] then return entry.files[key].path end
  end
end

local function whole_number(number)
  return string.format("%d", number)
end

local function page(entry, given, folder)
  local frame = first(entry, { "embed/embed.html", "html" })
  local whole = first(entry, { "html", "embed/map.html" })
  local picture = first(entry, { "png", "svg", "embed/map.png" })
  local ratio = given.ratio or (whole_number(entry.width) .. "/" .. whole_number(entry.height))
  local room = given.height and ("height:" .. given.height .. "px")
    or ("aspect-ratio:" .. ratio .. ";min-height:480px")
  local scheme = given.theme and (";color-scheme:" .. given.theme) or ""
  local class = "dateline-map" .. (given.class and (" " .. given.class) or "")
  local lines = { '<figure class="' .. escape(class) .. '">', "<style>" .. STYLE .. "</style>" }
  local address = function(file) return escape(folder .. "/" .. file) end
  if frame then
    lines[#lines + 1] = '<iframe src="' .. address(frame) .. '" title="' .. escape(entry.title) .. '" loading="lazy"'
      .. ' style="display:block;width:100%;' .. room .. ';border:0' .. scheme .. '" sandbox="' .. SANDBOX .. '"'
      .. ' allow="fullscreen" referrerpolicy="no-referrer"></iframe>'
  end
  if picture then
    lines[#lines + 1] = '<img src="' .. address(picture) .. '" alt="' .. escape(entry.alt) .. '" width="'
      .. whole_number(entry.width) .. '" height="' .. whole_number(entry.height) .. '" loading="lazy"'
      .. (frame and "" or ' style="display:block"') .. ">"
  end
  local caption = {}
  if given.caption then caption[1] = escape(given.caption) end
  if whole then
    caption[#caption + 1] = '<a href="' .. address(whole) .. '">' .. escape(entry.title) .. "</a>"
  end
  if #caption > 0 then
    lines[#lines + 1] = "<figcaption>" .. table.concat(caption, " ") .. "</figcaption>"
  end
  lines[#lines + 1] = "</figure>"
  return pandoc.RawBlock("html", table.concat(lines, "\n"))
end

local function picture(entry, given, folder, name)
  local wanted = { "png", "embed/map.png" }
  if quarto.doc.is_format("latex") or quarto.doc.is_format("pdf") then table.insert(wanted, 1, "pdf") end
  local file = first(entry, wanted)
  if not file then fail(name, "map '" .. name .. "' has no picture to print; add 'pdf' or 'png' to its formats") end
  local alt = pandoc.Inlines(pandoc.Str(entry.alt))
  local blocks = { pandoc.Para({ pandoc.Image(alt, folder .. "/" .. file, "", { width = "100%" }) }) }
  if given.caption then blocks[2] = pandoc.Para({ pandoc.Emph({ pandoc.Str(given.caption) }) }) end
  return pandoc.Blocks(blocks)
end

local function dateline(args, kwargs, meta)
  local name = args[1] and pandoc.utils.stringify(args[1]) or ""
  local offset = quarto.project.offset or "."
  local path = meta["dateline-path"] and pandoc.utils.stringify(meta["dateline-path"]) or "maps"
  -- Seen from the page, so that the site may be in any folder of its host.
  local folder = offset == "." and path or (offset .. "/" .. path)
  local entry = found(manifest_of(folder, name).maps, name)
  local given = read(kwargs, name)
  if not first(entry, { "embed/embed.html", "html", "png", "svg", "embed/map.png" }) then
    fail(name, "map '" .. name .. "' has nothing that a page can show; add 'embed' or 'png' to its formats")
  end
  if quarto.doc.is_format("html:js") then return page(entry, given, folder) end
  return picture(entry, given, folder, name)
end

return { ["dateline"] = dateline }
