namespace ChannelPortal.Features.Credit.Domain;

/// <summary>How a dealer paid in the last six months.</summary>
/// <param name="InvoicedGross">Invoiced in the last six whole months.</param>
/// <param name="DueGross">Fell due in that time; <paramref name="OnTimeGross"/> of it was paid in time.</param>
internal sealed record PaymentHistory(long InvoicedGross, long DueGross, long OnTimeGross)
{
    public const int Months = 6;

    public static readonly PaymentHistory None = new(0, 0, 0);

    public long MonthlyAverage => InvoicedGross / Months;

    /// <summary>60 × on-time by value + 40 × (1 − overdue ratio) (domain.md R03, dimension 4); null when nothing fell due.</summary>
    public decimal? Score(long overdue, long receivable) => DueGross <= 0 ? null
        : (60m * OnTimeGross / DueGross) + (40m * (1 - (receivable <= 0 ? 0 : Math.Clamp((decimal)overdue / receivable, 0, 1))));

    public static string? ClassOf(decimal? score) => score switch
    {
        null => null,
        >= 85 => "A",
        >= 70 => "B",
        >= 55 => "C",
        _ => "D",
    };
}

/// <summary>The limit that a dealer's trade and payments would justify, with the numbers that explain it.</summary>
internal sealed record LimitSuggestion(decimal Score, string RiskClass, long MonthlyAverage, int TermDays, decimal Factor, long Cap, long Limit)
{
    /// <summary>min(cap of the class, monthly average × (term + 30) / 30 × factor); null without history.</summary>
    /// <param name="steps">Steps of the class that evaluations led to.</param>
    public static LimitSuggestion? Of(PaymentHistory history, decimal? score, int termDays, Func<string, long> capOf, int steps = 0)
    {
        if (score is not { } known || CreditClasses.Stepped(PaymentHistory.ClassOf(score), steps) is not { } risk)
        {
            return null;
        }

        var factor = CreditClasses.FactorOf(risk);
        var wanted = (long)Math.Round(history.MonthlyAverage * (termDays + 30m) / 30m * factor, 0, MidpointRounding.AwayFromZero);
        var cap = capOf(risk);
        return new LimitSuggestion(known, risk, history.MonthlyAverage, termDays, factor, cap, Math.Min(cap, wanted));
    }
}
