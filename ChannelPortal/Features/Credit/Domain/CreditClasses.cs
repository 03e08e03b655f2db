namespace ChannelPortal.Features.Credit.Domain;

/// <summary>Classes of the limit's rule. Payments give one; steps that evaluations led to move it, never beyond the ends.</summary>
internal static class CreditClasses
{
    private static readonly string[] s_rising = ["D", "C", "B", "A"];

    /// <summary>Null without history.</summary>
    public static string? Stepped(string? byPayments, int steps) =>
        byPayments is null ? null : s_rising[Math.Clamp(Array.IndexOf(s_rising, byPayments) + steps, 0, s_rising.Length - 1)];

    /// <summary>The steps after one more; the same number at the end of the scale, so that steps beyond it never pile up.</summary>
    public static int After(string? byPayments, int steps, bool isUp)
    {
        if (byPayments is null)
        {
            return Math.Clamp(steps + (isUp ? 1 : -1), 1 - s_rising.Length, s_rising.Length - 1);
        }

        var at = Array.IndexOf(s_rising, byPayments);
        return Math.Clamp(Math.Clamp(at + steps, 0, s_rising.Length - 1) + (isUp ? 1 : -1), 0, s_rising.Length - 1) - at;
    }

    public static decimal FactorOf(string creditClass) => creditClass switch { "A" => 1.3m, "B" => 1.0m, "C" => 0.7m, _ => 0.4m };
}
