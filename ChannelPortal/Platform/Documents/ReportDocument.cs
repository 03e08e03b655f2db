using ChannelPortal.Platform.Ui.Charts;

namespace ChannelPortal.Platform.Documents;

/// <summary>The languages that a document is printed in.</summary>
public enum ReportLanguage
{
    Chinese,
    English,

    /// <summary>Chinese first, English beside it.</summary>
    Both,
}

/// <summary>A text in both languages; <see cref="ReportMeta.Language"/> decides what is printed. It is always text, never markup.</summary>
public readonly record struct ReportText(string Zh, string En)
{
    /// <summary>Names, codes and figures: the same in both languages, printed once.</summary>
    public static ReportText Same(string text) => new(text, text);

    /// <summary>One line for places that take a plain string: chart labels, the running header.</summary>
    public string In(ReportLanguage language) => language switch
    {
        ReportLanguage.Chinese => Zh,
        ReportLanguage.English => En,
        _ => string.Equals(Zh, En, StringComparison.Ordinal) ? Zh : $"{Zh} {En}",
    };
}

/// <summary>A printable document: content only. It carries no measure of the page, so any engine can set it.</summary>
public sealed record ReportDocument(ReportMeta Meta, IReadOnlyList<ReportBlock> Blocks);

/// <summary>What stands on every page and in the properties of the file.</summary>
/// <param name="Title">Title of the document.</param>
/// <param name="Subject">Whom it is about: the dealer's name; printed in the running header.</param>
/// <param name="Period">The period in words; printed in the running header.</param>
/// <param name="Language">What is printed of each <see cref="ReportText"/>.</param>
/// <param name="Source">Where the figures come from and as of when; printed at the foot of every page.</param>
public sealed record ReportMeta(ReportText Title, string Subject, ReportText Period, ReportLanguage Language, ReportText Source);

/// <summary>One piece of a document.</summary>
public abstract record ReportBlock;

/// <summary>The first page.</summary>
/// <param name="Issuer">Who hands the document out.</param>
/// <param name="Title">Title of the document.</param>
/// <param name="Subject">Whom it is about, in large type.</param>
/// <param name="Facts">Label and value: code, region, tier, period.</param>
/// <param name="Summary">The few sentences that a hurried reader should see.</param>
/// <param name="Note">Small print at the foot.</param>
public sealed record Cover(
    ReportText Issuer, ReportText Title, string Subject, IReadOnlyList<(ReportText Label, ReportText Value)> Facts, IReadOnlyList<Finding> Summary, ReportText Note) : ReportBlock;

/// <summary>A heading, level 1 to 3; it never stands alone at the foot of a page.</summary>
public sealed record Heading(int Level, ReportText Text) : ReportBlock;

/// <summary>Running text.</summary>
public sealed record Paragraph(ReportText Text) : ReportBlock
{
    /// <summary>Small and grey: sources, methods.</summary>
    public bool IsNote { get; init; }
}

/// <summary>Headline figures side by side.</summary>
public sealed record KpiGrid(IReadOnlyList<Kpi> Items) : ReportBlock;

/// <summary>Whether a change or a position is welcome.</summary>
public enum ReportTone
{
    Neutral,
    Good,
    Watch,
    Bad,
}

/// <summary>One headline figure.</summary>
/// <param name="Label">Name of the metric.</param>
/// <param name="Value">Formatted figure; a dash when there is none.</param>
/// <param name="Unit">Printed small after the figure.</param>
/// <param name="Source">Metric id and period that prove the figure.</param>
public sealed record Kpi(ReportText Label, ReportText Value, ReportText Unit, ReportText Source)
{
    /// <summary>Change in words and signs, e.g. ▲ 8.1 % 同比.</summary>
    public ReportText? Change { get; init; }

    public ReportTone ChangeTone { get; init; }

    /// <summary>Where the dealer stands among its peers.</summary>
    public KpiPeers? Peers { get; init; }
}

/// <summary>Position among peers.</summary>
/// <param name="Text">Median and count in words.</param>
/// <param name="Position">0 is the weakest peer, 1 the strongest; null when there are too few peers to rank.</param>
public sealed record KpiPeers(ReportText Text, double? Position);

/// <summary>A chart with its description for readers who cannot see it.</summary>
/// <param name="Spec">The chart, its texts already in the document's language.</param>
/// <param name="Alt">What the chart shows, in a sentence with the main figures.</param>
/// <param name="Source">Metric ids, period and peer count.</param>
public sealed record Chart(ChartSpec Spec, ReportText Alt, ReportText Source) : ReportBlock
{
    /// <summary>Part of the line that the chart takes, above 0 and at most 1.</summary>
    public double WidthShare { get; init; } = 1;
}

/// <summary>Blocks side by side.</summary>
public sealed record Row(IReadOnlyList<ReportBlock> Children) : ReportBlock;

/// <summary>A judgement with its reason: a strength, a weakness, an advice.</summary>
public sealed record Finding(ReportTone Severity, ReportText Title, ReportText Text) : ReportBlock
{
    /// <summary>Metric ids, period and peer count behind it.</summary>
    public ReportText? Source { get; init; }

    /// <summary>Where the reader acts on it.</summary>
    public ReportLink? Link { get; init; }
}

/// <summary>A link that works on paper too: whoever reads a printed page sees what it is for, whoever reads the file follows it.</summary>
public sealed record ReportLink(ReportText Text, Uri Address);

/// <summary>A table that may run over pages: the header repeats, a row is never cut, a group keeps its first rows.</summary>
public sealed record DataTable(ReportText Caption, IReadOnlyList<DataColumn> Columns, IReadOnlyList<DataGroup> Groups) : ReportBlock
{
    public DataRow? Total { get; init; }

    public ReportText? Source { get; init; }
}

/// <summary>A column; the unit stands in the header.</summary>
public sealed record DataColumn(ReportText Header, bool IsNumber = true);

/// <summary>Rows under one title, with an optional subtotal.</summary>
public sealed record DataGroup(ReportText? Title, IReadOnlyList<DataRow> Rows, DataRow? Subtotal = null);

/// <summary>One row; as many cells as the table has columns.</summary>
public sealed record DataRow(IReadOnlyList<DataCell> Cells);

/// <summary>One cell.</summary>
public readonly record struct DataCell(ReportText Text, ReportTone Tone = ReportTone.Neutral);

/// <summary>What follows starts on a new page.</summary>
public sealed record PageBreak : ReportBlock;
