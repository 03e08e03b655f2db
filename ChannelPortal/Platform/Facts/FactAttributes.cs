namespace ChannelPortal.Platform.Facts;

/// <summary>Declares a typed fact table. One class is one definition: table, event type, checks, filter, dictionary entry.</summary>
/// <param name="name">Table name and the middle of the event type <c>com.channelportal.{name}.v1</c>; lower snake case.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FactAttribute(string name) : Attribute
{
    public string Name => name;

    /// <summary>Properties that identify the business object. A later event with the same key is a correction of the row.</summary>
    public required string[] Key { get; init; }

    /// <summary>The date property that decides the business period; null for facts without a date.</summary>
    public string? BusinessDate { get; init; }

    /// <summary>Other facts may refer to this one by its single key column, and such references are checked on entry.</summary>
    public bool IsDimension { get; init; }

    /// <summary>A state taken at day end: START and END windows read its latest date.</summary>
    public bool IsSnapshot { get; init; }

    /// <summary>The business date is a plan's: it may lie in the future.</summary>
    public bool MayLieAhead { get; init; }
}

/// <summary>Money: stored as integer minor units (1/100); in events a decimal number or string with at most two decimals.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MoneyAttribute : Attribute;

/// <summary>Unit price: stored as integer ten-thousandths; at most four decimals in events.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UnitPriceAttribute : Attribute;

/// <summary>Quantity: stored as integer thousandths; at most three decimals in events.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class QuantityAttribute : Attribute;

/// <summary>Allowed values of a text column.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OneOfAttribute(params string[] values) : Attribute
{
    public IReadOnlyList<string> Values => values;
}

/// <summary>Longest text of a column; 64 where absent.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TextLengthAttribute(int max) : Attribute
{
    public int Max => max;
}

/// <summary>Declares additive measures of a fact, kept in the fact's own transaction. Key properties carry <see cref="RollupKeyAttribute"/>;
/// every other settable number is the sum of the fact property of the same name; <c>Rows</c> counts.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RollupAttribute(string name, Type fact) : Attribute
{
    public string Name => name;

    public Type Fact => fact;
}

/// <summary>A key of a rollup: the fact property of the same name, or of <see cref="From"/>, taken as it is, as its month or as its hour.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RollupKeyAttribute : Attribute
{
    public string? From { get; init; }

    /// <summary>The key is the first day of the month of the date.</summary>
    public bool Month { get; init; }

    /// <summary>The key is the full UTC hour of the instant, 1970-01-01T00:00Z where the fact has none: the hour of a day in any zone of whole hours.</summary>
    public bool Hour { get; init; }
}

/// <summary>Column name where the snake case of the property would not be the dictionary's.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ColumnNameAttribute(string name) : Attribute
{
    public string Name => name;
}
