namespace ChannelPortal.Platform.Metrics;

/// <summary>What is wrong with a formula.</summary>
public enum FormulaErrorKind
{
    /// <summary>The text does not follow the grammar.</summary>
    Syntax,

    /// <summary>No such fact table in this version of the product.</summary>
    UnknownFact,

    /// <summary>The fact, or the dimension that it joins, has no such column.</summary>
    UnknownColumn,

    /// <summary>The parts do not fit together: text in arithmetic, a window on a fact without a date, …</summary>
    Type,
}

/// <summary>A formula that cannot be used, with the place at fault.</summary>
/// <param name="position">1-based character position in the formula.</param>
/// <param name="subject">The fact or column at fault, when there is one.</param>
public sealed class FormulaException(FormulaErrorKind kind, int position, string message, string? subject = null)
    : Exception($"{message} (at character {position})")
{
    public FormulaErrorKind Kind => kind;

    public int Position => position;

    public string? Subject => subject;
}
