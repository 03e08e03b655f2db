using ChannelPortal.Features.Targets.Domain;

namespace ChannelPortal.Features.Targets.Components;

/// <summary>Amounts of months as they are typed, in major units.</summary>
public sealed class MonthsForm
{
    public IReadOnlyList<MonthField> Months { get; private init; } = [];

    /// <summary>Minor units; null while a field cannot be read.</summary>
    public long? Total => Months.All(m => m.Amount is not null) ? Months.Sum(m => m.Amount) : null;

    internal IReadOnlyList<MonthAmount>? Amounts => Total is null ? null : [.. Months.Select(m => new MonthAmount(m.MonthOn, m.Amount!.Value))];

    /// <param name="amounts">Minor units by month.</param>
    public static MonthsForm Of(IEnumerable<(DateOnly MonthOn, long Amount)> amounts) =>
        new() { Months = [.. amounts.Select(a => new MonthField { MonthOn = a.MonthOn, Typed = TargetWords.Typed(a.Amount) })] };
}

/// <summary>One month's field.</summary>
public sealed class MonthField
{
    /// <summary>First day of the month.</summary>
    public DateOnly MonthOn { get; init; }

    /// <summary>Major units, or with 万 or 亿.</summary>
    public string? Typed { get; set; }

    /// <summary>Minor units; null when it cannot be read.</summary>
    public long? Amount => TargetWords.Parse(Typed) is >= 0 and var amount ? amount : null;
}
