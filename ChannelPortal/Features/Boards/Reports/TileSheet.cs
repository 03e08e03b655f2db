using System.Globalization;
using ChannelPortal.Features.Boards.Domain;
using ChannelPortal.Features.Boards.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace ChannelPortal.Features.Boards.Reports;

/// <summary>What a file says about where its numbers come from.</summary>
internal sealed record TileSource(BoardSheet Board, BoardTile Tile, BoardLens Lens, Period Days, Period? Before, IReadOnlyList<string> Filters, string Reader, DateTimeOffset At);

/// <summary>A tile as a table: CSV, or a workbook whose second sheet names source and filters. Values are numbers, never text with units.</summary>
internal static class TileSheet
{
    public static async Task<byte[]> WriteAsync(BoardWords words, TileModel model, TileSource source, bool isWorkbook, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream();
        var rows = Rows(words, model, source);
        if (isWorkbook)
        {
            var sheets = new Dictionary<string, object>(StringComparer.Ordinal) { [words["Sheet_Data"]] = rows, [words["Sheet_Source"]] = About(words, source) };
            await stream.SaveAsAsync(sheets, printHeader: true, configuration: new OpenXmlConfiguration { FreezeRowCount = 1 }, cancellationToken: cancellationToken);
        }
        else
        {
            await stream.SaveAsAsync(rows, printHeader: true, excelType: ExcelType.CSV, cancellationToken: cancellationToken);
        }

        return stream.ToArray();
    }

    private static List<Dictionary<string, object?>> Rows(BoardWords words, TileModel model, TileSource source)
    {
        var (value, before) = (words["Column_Value"] + UnitOf(words, model, source.Tile), words["Column_Before"] + UnitOf(words, model, source.Tile));
        if (source.Tile.Kind == TileKind.Figure)
        {
            return [Row((words["Column_Metric"], SheetText.Safe(words.TitleOf(source.Tile))), (value, model.Value), (before, model.Before))];
        }

        return model.Points.Count > 0 ? [.. model.Points.Select(p => Row((words["Column_From"], Day(p.From)), (words["Column_To"], Day(p.To)), (value, p.Value), (before, p.Before)))]
            : source.Tile.Kind == TileKind.Funnel ? [.. model.Rows.Select(r => Row((words["Column_Word"], words["Word_" + r.Word]), (words["Column_Count"], r.Value)))]
            : model.By is not null ? [.. model.Rows.Select(r => Row((words["Column_Key"], SheetText.Safe(r.Key)), (words["Column_Name"], NameOf(r)), (value, r.Value), (before, r.Before)))]
            : source.Tile.Kind == TileKind.Alerts ? [.. model.Rows.Select(r => Row(
                (words["Column_Key"], SheetText.Safe(r.Key)), (words["Column_Level"], words["Js_Level_" + r.Level]), (words["Column_Kind"], words["Word_" + r.Word]), (words["Column_Name"], NameOf(r)), (words["Column_At"], At(r))))]
            : [.. model.Rows.Select(r => Row(
                (words["Column_Key"], SheetText.Safe(r.Key)), (words["Column_Name"], NameOf(r)), (words["Column_Word"], r.Word is null ? null : words["Word_" + r.Word]),
                (words["Column_Amount"] + words["In_Money"], r.Value), (words["Column_At"], At(r))))];

        string NameOf(TileRow row) => SheetText.Safe(words.IsChinese ? row.Zh : row.En);

        // In the offset of the business zone, as the rest of the file.
        string? At(TileRow row) => row.At?.ToOffset(source.At.Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    private static List<Dictionary<string, object?>> About(BoardWords words, TileSource source)
    {
        var (what, content) = (words["Column_What"], words["Column_Content"]);
        return
        [
            Line("Source_Board", source.Board.Title(words.IsChinese)),
            Line("Source_Tile", words.TitleOf(source.Tile)),
            Line("Source_Metric", source.Tile.Metric),
            Line("Source_Days", Span(source.Days)),
            Line("Source_Before", source.Before is { } before ? Span(before) : null),
            Line("Source_Filters", string.Join(", ", source.Filters)),
            Line("Source_Reader", source.Reader),
            Line("Source_At", source.At.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)),
        ];

        Dictionary<string, object?> Line(string key, string? text) => Row((what, words[key]), (content, SheetText.Safe(text)));
    }

    private static string UnitOf(BoardWords words, TileModel model, BoardTile tile) =>
        model.Format switch { "pct" => words["In_Ratio"], "wan" => words["In_Money"], _ => words.UnitOf(tile) is { } unit ? $" ({unit})" : "" };

    private static Dictionary<string, object?> Row(params (string Name, object? Value)[] cells) => cells.ToDictionary(c => c.Name, c => c.Value, StringComparer.Ordinal);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Span(Period days) => $"{Day(days.Start)} – {Day(days.End.AddDays(-1))}";
}
