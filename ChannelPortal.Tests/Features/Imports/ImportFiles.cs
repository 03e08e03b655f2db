using System.IO.Compression;
using System.Text;

namespace ChannelPortal.Tests.Features.Imports;

/// <summary>Files as users bring them, in a folder that goes with the test.</summary>
internal sealed class ImportFiles : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("channelportal-import-").FullName;

    public string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public string Text(string name, string text, Encoding? encoding = null) => Write(name, [.. (encoding ?? new UTF8Encoding(false)).GetPreamble(), .. (encoding ?? new UTF8Encoding(false)).GetBytes(text)]);

    public string PathOf(string name) => Path.Combine(folder, name);

    /// <summary>A workbook of one sheet; a cell is text, or with a leading = a formula with its saved result after a bar.</summary>
    public string Sheet(string name, params string[][] rows)
    {
        var body = new StringBuilder();
        for (var r = 0; r < rows.Length; r++)
        {
            body.Append("<row r=\"").Append(r + 1).Append("\">");
            for (var c = 0; c < rows[r].Length; c++)
            {
                var cell = rows[r][c];
                body.Append("<c r=\"").Append((char)('A' + c)).Append(r + 1).Append('"')
                    .Append(cell is ['=', ..] ? $"><f>{cell[1..cell.IndexOf('|', StringComparison.Ordinal)]}</f><v>{cell[(cell.IndexOf('|', StringComparison.Ordinal) + 1)..]}</v></c>" : $" t=\"inlineStr\"><is><t>{System.Security.SecurityElement.Escape(cell)}</t></is></c>");
            }

            body.Append("</row>");
        }

        return Archive(name, ("xl/worksheets/sheet1.xml", Sheet(body.ToString())));
    }

    /// <summary>A workbook whose sheet inflates to forty megabytes.</summary>
    public string Bomb(string name) => Archive(name, ("xl/worksheets/sheet1.xml", Sheet(string.Concat(Enumerable.Repeat("<row><c><v>0</v></c></row>", 1_500_000)))));

    public string Archive(string name, params (string Entry, string Text)[] more)
    {
        var path = Path.Combine(folder, name);
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (entry, text) in more.Concat(
        [
            ("[Content_Types].xml", """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"""),
            ("_rels/.rels", """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"""),
            ("xl/workbook.xml", """<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>"""),
            ("xl/_rels/workbook.xml.rels", """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"""),
        ]))
        {
            using var content = new StreamWriter(archive.CreateEntry(entry, CompressionLevel.Fastest).Open());
            content.Write(text);
        }

        return path;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string Sheet(string rows) =>
        $"""<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>""";
}
