namespace ChannelPortal.Platform.Ui;

/// <summary>How a figure came about: formula in words, its parts, the facts behind.</summary>
/// <param name="Title">Name of the metric.</param>
/// <param name="Figure">The figure as shown, with its unit.</param>
/// <param name="Formula">In words, in the user's language.</param>
/// <param name="Parts">Numerator, denominator and the like.</param>
/// <param name="FactsHref">The list of documents with the same filter.</param>
/// <param name="AsOf">Time of the youngest fact.</param>
public sealed record Explanation(
    string Title, string Figure, string Formula, IReadOnlyList<ExplanationPart> Parts, string? FactsHref = null, DateTimeOffset? AsOf = null);

/// <summary>One part of a figure.</summary>
public sealed record ExplanationPart(string Label, string Figure, string? Href = null);
