using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Rebates.Domain;

/// <summary>How often a programme pays.</summary>
internal enum RebateCycle
{
    Month,
    Quarter,
    Year,
}

/// <summary>Who takes part and what counts; an empty list leaves its question open to all.</summary>
/// <param name="Regions">Regions with everything below them.</param>
/// <param name="Categories">Product families; for <see cref="RebateBasis.Mix"/> those whose share is measured.</param>
internal sealed record RebateAudience(IReadOnlyList<string> Tiers, IReadOnlyList<string> Segments, IReadOnlyList<string> Regions, IReadOnlyList<string> Categories)
{
    public static RebateAudience Everybody { get; } = new([], [], [], []);
}

/// <summary>All that a version of a programme says. It is stored as it was approved and never changed.</summary>
/// <param name="IsStackable">Otherwise a dealer gets the best of the programmes of one period that do not add up.</param>
/// <param name="UsesHealth">What is calculated is multiplied by the dealer's health band (domain.md R17).</param>
/// <param name="StopsOnOverdue">Nothing is sent or paid while an invoice is overdue for more than 30 days.</param>
/// <param name="StopsOnViolation">Nothing is sent or paid while a critical breach of market rules is confirmed and open.</param>
/// <param name="GraceDays">Days after the period in which shipments and payments may still arrive.</param>
/// <param name="CalcDay">Day of the month on which the calculation runs, once the days of grace are over; 0 for the first such day.</param>
/// <param name="Means">How statements are settled unless finance chooses otherwise.</param>
internal sealed record RebateRule(
    RebateTerms Terms, RebateCycle Cycle, RebateAudience Audience, bool IsStackable, bool UsesHealth, bool StopsOnOverdue, bool StopsOnViolation, int GraceDays, int CalcDay,
    RebateMeans Means = RebateMeans.CreditNote)
{
    private static readonly JsonSerializerOptions s_json = new() { Converters = { new JsonStringEnumConverter() } };

    public string ToJson() => JsonSerializer.Serialize(this, s_json);

    public static RebateRule FromJson(string json) => JsonSerializer.Deserialize<RebateRule>(json, s_json) ?? throw new InvalidOperationException("A rule is never null.");

    /// <summary>Equal rules have equal digests: a back-test belongs to the rule that it was made with.</summary>
    [JsonIgnore]
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(ToJson())))[..16];

    /// <summary>Why the rule cannot be used: a key of the feature's texts, or null.</summary>
    public string? Fault() => Terms.Fault() ?? this switch
    {
        { GraceDays: < 0 or > 90 } => "Rebate_GraceOutOfRange",
        { CalcDay: < 0 or > 28 } => "Rebate_CalcDayOutOfRange",
        { Terms.Basis: RebateBasis.Mix, Audience.Categories.Count: 0 } => "Rebate_MixNeedsCategories",
        { Terms.Basis: RebateBasis.Display, Audience.Categories.Count: > 0 } => "Rebate_DisplayHasNoProducts",
        { Terms.Basis: RebateBasis.Payment, Audience.Categories.Count: > 0 } => "Rebate_PaymentHasNoProducts",
        _ => null,
    };

    public Period PeriodOf(DateOnly day) => Cycle switch
    {
        RebateCycle.Month => Period.MonthOf(day),
        RebateCycle.Quarter => Period.Quarter(day.Year, ((day.Month - 1) / 3) + 1),
        _ => Period.Year(day.Year),
    };

    /// <summary>The day on which the period may be calculated first.</summary>
    public DateOnly DueOn(Period period)
    {
        var day = period.End.AddDays(GraceDays);
        return CalcDay == 0 ? day : day.Day <= CalcDay ? new DateOnly(day.Year, day.Month, CalcDay) : new DateOnly(day.Year, day.Month, CalcDay).AddMonths(1);
    }

    /// <summary>The same days of the year before.</summary>
    public static Period YearBefore(Period period) => new(period.Start.AddYears(-1), period.End.AddYears(-1));
}
