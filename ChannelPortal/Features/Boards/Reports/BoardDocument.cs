using System.Globalization;
using ChannelPortal.Features.Boards.Domain;
using ChannelPortal.Features.Boards.Queries;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui.Charts;

namespace ChannelPortal.Features.Boards.Reports;

/// <summary>A board on paper: figures first, then charts and tables in reading order. Each page carries range, filters, reader and time.</summary>
internal sealed class BoardDocument(BoardWords words)
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
            Change = words.ChangeOf(t.Tile, t.Model) is { } change ? Same(change) : null,
            ChangeTone = ToneOf(t.Model.Level),
        };

    private IEnumerable<ReportBlock> Blocks(BoardTile tile, TileModel model)
    {
        yield return new Heading(2, Same(words.TitleOf(tile)));
        if (words.ReasonOf(model) is { } reason)
        {
            yield return new Paragraph(Same(reason)) { IsNote = true };
        }
        else if (model.Points.Count > 0)
        {
            yield return new Chart(LineOf(tile, model), Same(words.TitleOf(tile)), Same(tile.Metric ?? ""));
        }
        else if (model.Rows.Count == 0)
        {
            yield return new Paragraph(Same(words["State_Empty"])) { IsNote = true };
        }
        else
        {
            yield return TableOf(tile, model);
        }
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

    private DataTable TableOf(BoardTile tile, TileModel model)
    {
        var hasBefore = model.Rows.Any(r => r.Before is not null);
        List<DataColumn> columns = [new(Same(words["Column_Name"]), false), new(Same(words["Column_Value"]))];
        if (hasBefore)
        {
            columns.Add(new(Same(words["Column_Before"])));
        }

        return new DataTable(Same(words.TitleOf(tile)), columns, [new DataGroup(null, [.. model.Rows.Select(r => new DataRow([.. Cells(r)]))])]) { Source = Same(tile.Metric ?? "") };

        IEnumerable<DataCell> Cells(TileRow row)
        {
            yield return new DataCell(Same(NameOf(tile, row)));
            yield return new DataCell(Same(words.ValueOf(model, row.Value)), ToneOf(row.Level));
            if (hasBefore)
            {
                yield return new DataCell(Same(words.ValueOf(model, row.Before)));
            }
        }
    }

    private string NameOf(BoardTile tile, TileRow row) => tile.Kind switch
    {
        TileKind.Funnel => words["Word_" + row.Word],
        TileKind.Orders => $"{row.Key} · {(words.IsChinese ? row.Zh : row.En)}",
        TileKind.Alerts => $"{words["Word_" + row.Word]} · {(words.IsChinese ? row.Zh : row.En)}",
        _ => words.IsChinese ? row.Zh : row.En,
    };

    private static ReportTone ToneOf(string? level) => level switch { "good" => ReportTone.Good, "watch" => ReportTone.Watch, "bad" => ReportTone.Bad, _ => ReportTone.Neutral };

    private static ReportText Same(string text) => ReportText.Same(text);
}
