namespace ChannelPortal.Platform.Metrics;

/// <summary>Where the value of a parameter comes from. The text of a statement depends on the shape of a request only, so it is compiled once.</summary>
internal abstract record ParameterSource;

/// <summary>A first or last day of a window of one of the asked periods.</summary>
internal sealed record WindowParameter(int Period, MetricWindow Window, bool Prior, bool IsEnd) : ParameterSource;

internal sealed record SliceParameter(string Dimension) : ParameterSource;

/// <summary>The dealers of the caller's scope.</summary>
internal sealed record ScopeParameter : ParameterSource;

/// <summary>The values that a grouped request is limited to.</summary>
internal sealed record KeysParameter : ParameterSource;

/// <summary>A text of the formula or of the vocabulary.</summary>
internal sealed record LiteralParameter(string Value) : ParameterSource;

internal sealed record SqlStatement(string Text, IReadOnlyDictionary<ParameterSource, string> Parameters);

/// <summary>What a statement's text depends on besides its terms.</summary>
/// <param name="Slice">Names of the sliced dimensions, sorted.</param>
/// <param name="IsScoped">The caller sees some dealers only.</param>
/// <param name="Group">Dimension to group by.</param>
/// <param name="HasKeys">Only some values of that dimension are wanted.</param>
internal sealed record StatementShape(
    IReadOnlyList<string> Slice, bool IsScoped, string? Group, bool HasKeys, bool StartIsFirst, bool EndIsFirst)
{
    public string Key { get; } = $"{string.Join(',', Slice)}|{IsScoped}|{Group}|{HasKeys}|{StartIsFirst}|{EndIsFirst}";
}

/// <summary>Whose rows a term reads.</summary>
internal enum TermReach
{
    /// <summary>Rows of the slice and of the caller's scope.</summary>
    Slice,

    /// <summary>Inside TOTAL: no slice, all dealers.</summary>
    Total,

    /// <summary>How many dealers outside the caller's scope stand behind a TOTAL; decides whether a scoped caller may see it.</summary>
    Peers,
}

internal readonly record struct TermRequest(BoundTerm Term, TermReach Reach)
{
    public string Key => Term.KeyIn(Reach);
}
