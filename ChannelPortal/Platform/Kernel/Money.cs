namespace ChannelPortal.Platform.Kernel;

/// <summary>
/// An exact amount: integer minor units (1/100) and an ISO 4217 currency. The one place where money is rounded.
/// Storage is the minor units as a 64-bit integer on every provider (ADR 0002).
/// </summary>
public readonly record struct Money(long Minor, string Currency) : IComparable<Money>
{
    /// <summary>Minor units in one major unit.</summary>
    public const int MinorPerMajor = 100;

    /// <summary>Stored unit prices carry four decimals: ten-thousandths of a major unit.</summary>
    public const int PriceScale = 10_000;

    /// <summary>Stored quantities carry three decimals: thousandths of the product's unit.</summary>
    public const int QuantityScale = 1_000;

    public decimal Amount => Minor / (decimal)MinorPerMajor;

    public static Money Zero(string currency) => new(0, currency);

    /// <summary>Rounds half away from zero to minor units.</summary>
    public static Money Of(decimal amount, string currency) => new(ToMinor(amount), currency);

    /// <summary>Rounds a major-unit amount half away from zero to minor units. Throws <see cref="OverflowException"/> beyond 64 bits.</summary>
    public static long ToMinor(decimal amount) =>
        checked((long)Math.Round(amount * MinorPerMajor, 0, MidpointRounding.AwayFromZero));

    /// <summary>Line amount in minor units: price (1/10,000) × quantity (1/1,000), rounded once, half away from zero.</summary>
    public static long LineMinor(long price, long quantity) =>
        ToMinor((decimal)price / PriceScale * quantity / QuantityScale);

    /// <summary>A unit price less a discount in hundredths of a percent, rounded half away from zero to four decimals.</summary>
    public static long PriceLess(long price, int discount) =>
        checked((long)Math.Round(price * (10_000m - discount) / 10_000m, 0, MidpointRounding.AwayFromZero));

    /// <summary>Splits an amount by weights so that the parts sum to the whole (largest remainder, ties to the earlier part).</summary>
    public static long[] Allocate(long minor, IReadOnlyList<long> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        var total = weights.Sum(w => (decimal)w);
        if (weights.Count == 0 || total <= 0 || weights.Any(w => w < 0))
        {
            throw new ArgumentException("Weights must be non-negative and not all zero.", nameof(weights));
        }

        var exact = weights.Select(w => minor * (decimal)w / total).ToArray();
        var parts = exact.Select(e => (long)Math.Truncate(e)).ToArray();
        var left = minor - parts.Sum();
        var step = Math.Sign(left);
        foreach (var i in Enumerable.Range(0, parts.Length)
                     .OrderByDescending(i => Math.Abs(exact[i] - parts[i]))
                     .ThenBy(i => i)
                     .Take((int)Math.Abs(left)))
        {
            parts[i] += step;
        }

        return parts;
    }

    public static Money operator +(Money a, Money b) => new(checked(a.Minor + b.Same(a).Minor), a.Currency);

    public static Money operator -(Money a, Money b) => new(checked(a.Minor - b.Same(a).Minor), a.Currency);

    public static Money operator -(Money a) => new(-a.Minor, a.Currency);

    public static bool operator <(Money a, Money b) => a.CompareTo(b) < 0;

    public static bool operator >(Money a, Money b) => a.CompareTo(b) > 0;

    public static bool operator <=(Money a, Money b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Money a, Money b) => a.CompareTo(b) >= 0;

    public int CompareTo(Money other) => Minor.CompareTo(other.Same(this).Minor);

    private Money Same(Money other) => Currency == other.Currency
        ? this
        : throw new InvalidOperationException($"Cannot mix {Currency} and {other.Currency}.");
}
