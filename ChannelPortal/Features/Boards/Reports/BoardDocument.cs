using System.Globalization;
using ChannelPortal.Features.Boards.Domain;
using ChannelPortal.Features.Boards.Queries;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui.Charts;

namespace ChannelPortal.Features.Boards.Reports;

/// <summary>A board on paper: figures first, then charts and tables in reading order. Each page carries range, filters, reader and time.</summary>
internal sealed class BoardDocument(BoardWords words, TileLimits limits, BusinessClock clock)
{
    private const int FiguresInARow = 4;

    public ReportDocument Of(BoardSheet board, IReadOnlyList<(BoardTile Tile, TileModel Model)> tiles, TileSource source)
    {
        var title = new ReportText(board.TitleZh, board.TitleEn);
        var mark = $"{source.Reader} · {source.At.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}";
        var figures = tiles.Where(t => t.Tile.Kind == TileKind.Figure).Select(Figure).ToList();
        List<ReportBlock> blocks = [new Heading(1, title), new Paragraph(Same(Head(source))), new Paragraph(Same(words["Paper_Reader", mark])) { IsNote = true }];
        blocks.AddRange(figures.Chunk(FiguresInARow).Select(c => new KpiGrid(c)));
        blocks.AddRange(tiles.Where(t => t.Tile.Kind != TileKind.Figure).SelectMany(t => Blocks(t.Tile, t.Model)));
        var period = NumberFormat.Date(source.Days.Start) + " – " + NumberFormat.Date(source.Days.End.AddDays(-1));
        return new ReportDocument(
            new ReportMeta(title, mark, Same(period), words.IsChinese ? ReportLanguage.Chinese : ReportLanguage.English, Same(words["Paper_Source", mark])), blocks);
    }

    private string Head(TileSource source)
    {
        var span = NumberFormat.Date(source.Days.Start) + " – " + NumberFormat.Date(source.Days.End.AddDays(-1));
        var compared = source.Before is { } before ? words["Paper_Compared", NumberFormat.Date(before.Start) + " – " + NumberFormat.Date(before.End.AddDays(-1))] : words["Paper_Not_Compared"];
        return $"{span} · {compared} · {(source.Filters.Count == 0 ? words["Paper_Unfiltered"] : words["Paper_Filtered", string.Join(", ", source.Filters)])}";
    }

    private Kpi Figure((BoardTile Tile, TileModel Model) t) =>
        new(Same(words.TitleOf(t.Tile)), Same(words.ValueOf(t.Model, t.Model.Value)), Same(words.UnitOf(t.Tile) ?? ""), Same(words.ReasonOf(t.Model) ?? t.Tile.Metric ?? ""))
        {
            Change = words.ChangeOf(t.Model, t.Model.Value, t.Model.Before) is { } change ? Same(change) : null,
            ChangeTone = ToneOf(limits.LevelOf(t.Tile, t.Model.Value)),
        };

    private IEnumerable<ReportBlock> Blocks(BoardTile tile, TileModel model)
    {
        var title = Same(words.TitleOf(tile));
        if (model.State == "ok" && model.Points.Count == 0 && model.Rows.Count > 0)
        {
            // Its caption is its title.
            yield return TableOf(title, tile, model);
            yield break;
        }

        yield return new Heading(2, title);
        yield return model.Points.Count > 0 && words.ReasonOf(model) is null
            ? new Chart(LineOf(tile, model), title, Same(tile.Metric ?? ""))
            : new Paragraph(Same(words.ReasonOf(model) ?? words["State_Empty"])) { IsNote = true };
    }

    private ChartSpec LineOf(BoardTile tile, TileModel model)
    {
        List<ChartSeries> series = [new(words.TitleOf(tile), [.. model.Points.Select(p => (double?)p.Value)]) { Tone = ChartTone.Accent }];
        if (model.Points.Any(p => p.Before is not null))
        {
            series.Add(new(words["Column_Before"], [.. model.Points.Select(p => (double?)p.Before)]) { Tone = ChartTone.Muted, IsDashed = true });
        }

        return new ChartSpec(ChartKind.Line, [.. model.Points.Select(p => p.From.ToString("MM-dd", CultureInfo.InvariantCulture))], series)
        {
            Format = model.Format switch { "pct" => ChartFormat.Percent, "wan" => ChartFormat.Money, "int" => ChartFormat.Integer, _ => ChartFormat.Decimal },
            Unit = words.UnitOf(tile),
        };
    }

    private DataTable TableOf(ReportText title, BoardTile tile, TileModel model)
    {
        // One unit for all amounts of a table, and it stands in the header.
        var (unit, write) = words.ColumnOf(tile, model);
        var hasBefore = model.Rows.Any(r => r.Before is not null);
        List<(DataColumn Column, Func<TileRow, DataCell> Cell)> columns = tile.Kind switch
        {
            TileKind.Funnel => [(Words("Column_Word"), r => Text(words["Word_" + r.Word])), (Number("Column_Count", ""), r => Text(write(r.Value)))],
            TileKind.Alerts =>
            [
                (Words("Column_Level"), r => new DataCell(Same(words["Js_Level_" + r.Level]), ToneOf(r.Level))), (Words("Column_Kind"), r => Text(words["Word_" + r.Word])),
                (Words("Column_Name"), r => Text(NameOf(r))), (Words("Column_At"), r => Text(r.At is { } at ? NumberFormat.DateTime(at, clock.Zone) : "")),
            ],
            _ when model.By is null =>
            [
                (Words("Column_Key"), r => Text(r.Key)), .. model.Rows.All(r => r.Zh == r.Key) ? [] : new (DataColumn, Func<TileRow, DataCell>)[] { (Words("Column_Name"), r => Text(NameOf(r))) },
                (Words("Column_Word"), r => Text(r.Word is null ? "" : words["Word_" + r.Word])),
                (Number("Column_Amount", unit), r => Text(write(r.Value))),
            ],
            _ =>
            [
                (Words("Column_Name"), r => Text(NameOf(r))), (Number("Column_Value", unit), r => new DataCell(Same(write(r.Value)), ToneOf(limits.LevelOf(tile, r.Value)))),
                .. hasBefore
                    ? new (DataColumn, Func<TileRow, DataCell>)[] { (Number("Column_Before", unit), r => Text(write(r.Before))), (Number("Js_Change", ""), r => Text(words.ChangeOf(model, r.Value, r.Before) ?? NamedFormats.Nothing)) }
                    : [],
            ],
        };
        return new DataTable(title, [.. columns.Select(c => c.Column)], [new DataGroup(null, [.. model.Rows.Select(r => new DataRow([.. columns.Select(c => c.Cell(r))]))])]) { Source = Same(SourceOf(tile, model)) };

        DataColumn Words(string key) => new(Same(words[key]), false);

        DataColumn Number(string key, string unitOfColumn) => new(Same(words[key] + unitOfColumn));

        static DataCell Text(string text) => new(Same(text));
    }

    private string SourceOf(BoardTile tile, TileModel model) =>
        string.Join(" · ", new[] { tile.Metric ?? "", model.More > 0 ? words["Js_More", NumberFormat.Integer(model.More)] : "" }.Where(t => t.Length > 0));

    private string NameOf(TileRow row) => words.IsChinese ? row.Zh : row.En;

    private static ReportTone ToneOf(string? level) => level switch { "good" => ReportTone.Good, "watch" => ReportTone.Watch, "bad" => ReportTone.Bad, _ => ReportTone.Neutral };

    private static ReportText Same(string text) => ReportText.Same(text);
}
