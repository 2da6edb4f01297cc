// The bill as a Word document: a zip of stored files with just the parts that Word asks for.
(() => {
  "use strict";
  const encoder = new TextEncoder();
  const NAMESPACE = "http://schemas.openxmlformats.org";
  const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

  const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value;
  });
  const crc32 = (bytes) => {
    let value = 0xffffffff;
    for (const byte of bytes) value = TABLE[(value ^ byte) & 0xff] ^ (value >>> 8);
    return (value ^ 0xffffffff) >>> 0;
  };

  // Numbers of 2 or 4 bytes, the small end first.
  const packed = (...pairs) => {
    const bytes = [];
    for (const [size, value] of pairs) for (let at = 0; at < size; at += 1) bytes.push((value >>> (8 * at)) & 0xff);
    return Uint8Array.from(bytes);
  };

  // A zip with stored entries, all dated 1980-01-01: the same bill gives the same bytes. In: [[name, text]].
  const zip = (files) => {
    const [parts, directory] = [[], []];
    let offset = 0;
    for (const [name, text] of files) {
      const [path, content] = [encoder.encode(name), encoder.encode(text)];
      const common = [[2, 20], [2, 0x0800], [2, 0], [2, 0], [2, 0x0021], [4, crc32(content)], [4, content.length], [4, content.length], [2, path.length], [2, 0]];
      const header = packed([4, 0x04034b50], ...common);
      directory.push(packed([4, 0x02014b50], [2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]), path);
      parts.push(header, path, content);
      offset += header.length + path.length + content.length;
    }
    const size = directory.reduce((sum, part) => sum + part.length, 0);
    const end = packed([4, 0x06054b50], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, size], [4, offset], [2, 0]);
    const all = [...parts, ...directory, end];
    const out = new Uint8Array(all.reduce((sum, part) => sum + part.length, 0));
    all.reduce((at, part) => (out.set(part, at), at + part.length), 0);
    return out;
  };

  // XML has no place for control characters; whatever else a text holds stays text.
  const xml = (text) =>
    text
      .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
      .replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);
  const paragraph = (style, text) =>
    `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr><w:r><w:t xml:space="preserve">${xml(text)}</w:t></w:r></w:p>`;

  const style = (id, name, paragraphs, run, rest = "") =>
    `<w:style w:type="paragraph" w:styleId="${id}"${id === "Normal" ? ' w:default="1"' : ""}><w:name w:val="${name}"/>${id === "Normal" ? "" : '<w:basedOn w:val="Normal"/>'}${rest}<w:qFormat/><w:pPr>${paragraphs}</w:pPr><w:rPr>${run}</w:rPr></w:style>`;
  const STYLES = [
    style("Normal", "Normal", '<w:spacing w:after="160" w:line="276" w:lineRule="auto"/>', '<w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:cs="Georgia"/><w:sz w:val="22"/><w:lang w:val="en-US"/>'),
    style("Title", "Title", '<w:spacing w:after="240"/>', '<w:b/><w:sz w:val="36"/>'),
    style("Heading1", "heading 1", '<w:keepNext/><w:spacing w:before="320" w:after="120"/><w:outlineLvl w:val="0"/>', '<w:b/><w:sz w:val="26"/>'),
    style("Note", "Note", '<w:spacing w:after="60"/><w:ind w:left="567"/>', '<w:color w:val="444444"/><w:sz w:val="19"/>'),
  ].join("");

  const docx = (record) => {
    const body = [paragraph("Title", record.title), ...record.lead.map((text) => paragraph("Normal", text))];
    for (const section of record.sections) {
      body.push(paragraph("Heading1", section.heading));
      for (const clause of section.clauses) {
        body.push(paragraph("Normal", `${clause.label} ${clause.text}`), ...clause.notes.map((note) => paragraph("Note", note)));
      }
    }
    body.push(paragraph("Note", record.foot), '<w:sectPr><w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="720" w:footer="720" w:gutter="0"/></w:sectPr>');
    const type = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    const office = `${NAMESPACE}/officeDocument/2006/relationships`;
    const main = `${NAMESPACE}/wordprocessingml/2006/main`;
    const links = (...targets) =>
      `${HEAD}<Relationships xmlns="${NAMESPACE}/package/2006/relationships">${targets.map(([kind, target], at) => `<Relationship Id="rId${at + 1}" Type="${kind}" Target="${target}"/>`).join("")}</Relationships>`;
    return zip([
      ["[Content_Types].xml", `${HEAD}<Types xmlns="${NAMESPACE}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${type}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${type}.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`],
      ["_rels/.rels", links([`${office}/officeDocument`, "word/document.xml"], [`${NAMESPACE}/package/2006/relationships/metadata/core-properties`, "docProps/core.xml"])],
      ["docProps/core.xml", `${HEAD}<cp:coreProperties xmlns:cp="${NAMESPACE}/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${xml(`${record.title}: a draft for ${record.name}`)}</dc:title><dc:language>en-US</dc:language></cp:coreProperties>`],
      ["word/document.xml", `${HEAD}<w:document xmlns:w="${main}"><w:body>${body.join("")}</w:body></w:document>`],
      ["word/_rels/document.xml.rels", links([`${office}/styles`, "styles.xml"])],
      ["word/styles.xml", `${HEAD}<w:styles xmlns:w="${main}">${STYLES}</w:styles>`],
    ]);
  };

  StateReportCards.takeAway = Object.freeze({ ...StateReportCards.takeAway, docx });
})();
