namespace ChannelPortal.Features.Boards.Queries;

/// <summary>What a tile shows, the same for every viewer of a scope in both languages; also the live cell that the script draws.</summary>
/// <param name="State"><c>ok</c>, <c>missing</c> (this version lacks a fact), <c>refused</c> (the metric has no such slice) or <c>closed</c> (not for this viewer).</param>
/// <param name="At">When it was computed.</param>
internal sealed record TileModel(string State, DateTimeOffset At)
{
    /// <summary>The missing fact table, or the code of the refusal.</summary>
    public string? Why { get; init; }

    /// <summary>A name of <c>NamedFormats</c>.</summary>
    public string Format { get; init; } = "int";

    public decimal? Value { get; init; }

    /// <summary>The value of the compared days.</summary>
    public decimal? Before { get; init; }

    public IReadOnlyList<TilePoint> Points { get; init; } = [];

    public IReadOnlyList<TileRow> Rows { get; init; } = [];

    /// <summary>Rows beyond those shown.</summary>
    public int More { get; init; }

    /// <summary>Dimension of the rows, which a click filters by; null for lists.</summary>
    public string? By { get; init; }

    /// <summary>Filters of the board that this metric does not know.</summary>
    public IReadOnlyList<string> Unfiltered { get; init; } = [];
}

/// <summary>A day, week or month of a series.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Before">The same of the compared days.</param>
internal sealed record TilePoint(DateOnly From, DateOnly To, decimal? Value, decimal? Before);

/// <summary>A row of bars, table, map or list.</summary>
/// <param name="Key">Value of the dimension.</param>
internal sealed record TileRow(string Key, string Zh, string En, decimal? Value)
{
    public decimal? Before { get; init; }

    /// <summary>Severity of an alert; where values of metrics lie is judged by the limits of each reader.</summary>
    public string? Level { get; init; }

    /// <summary>Where a click leads when it is not a filter.</summary>
    public string? Href { get; init; }

    /// <summary>A word beside it, e.g. a status; the page has the text.</summary>
    public string? Word { get; init; }

    public DateTimeOffset? At { get; init; }

    /// <summary>For bubbles of a map.</summary>
    public double? Latitude { get; init; }

    public double? Longitude { get; init; }
}
