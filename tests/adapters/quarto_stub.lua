-- What of Quarto the shortcode uses. INPUT, OFFSET and ROOT stand above.
local function text_of(file)
  local opened = assert(io.open(file))
  local text = opened:read("a")
  opened:close()
  return text
end

quarto = {
  doc = {
    input_file = INPUT,
    is_format = function(name) return FORMAT == name or (FORMAT == "html" and name == "html:js") end,
  },
  project = { offset = OFFSET },
  json = {
    decode = function(text)
      assert(text == text_of(ROOT .. "/maps/manifest.json"))
      return dofile(ROOT .. "/manifest.lua")
    end,
  },
}

local handlers = dofile(ROOT .. "/_extensions/dateline/dateline.lua")
local meta = {}

return {
  { Meta = function(found) meta = found end },
  {
    Div = function(div)
      if not div.classes:includes("shortcode") then return nil end
      local kwargs = {}
      for key, value in pairs(div.attributes) do
        if key ~= "map" then kwargs[key == "look" and "class" or key] = pandoc.Inlines(pandoc.Str(value)) end
      end
      return handlers.dateline({ pandoc.Inlines(pandoc.Str(div.attributes.map)) }, kwargs, meta)
    end,
  },
}
