-- For Quarto alone: nothing of the builder's machine in the page, and no link in the PDF that breaks when the file is moved.

function Div(div)
  for _, name in ipairs({ "notebook", "notebook-title", "notebook-cellId" }) do
    div.attributes[name] = nil
    div.attributes["data-" .. name] = nil
  end
  return div
end

function Link(link)
  if FORMAT:match("typst") and link.target:match("^cards/") then
    return link.content
  end
end
