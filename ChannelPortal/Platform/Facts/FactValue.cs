namespace ChannelPortal.Platform.Facts;

/// <summary>
/// A column's value in stored form: text, a whole number, a measured number or nothing. Millions of them pass from reader to database, so
/// none is boxed; which of the two numbers it is says the column.
/// </summary>
public readonly record struct FactValue
{
    private static readonly object s_number = new();
    private readonly object? held;
    private readonly long bits;

    private FactValue(object? held, long bits) => (this.held, this.bits) = (held, bits);

    public bool IsNull => held is null;

    /// <summary>Null where the value is a number or nothing.</summary>
    public string? Text => held as string;

    /// <summary>0 where the value is nothing, as a sum wants it.</summary>
    public long Long => bits;

    public int Int => (int)bits;

    public double Double => BitConverter.Int64BitsToDouble(bits);

    public static FactValue Of(string? text) => new(text, 0);

    public static FactValue Of(long number) => new(s_number, number);

    public static FactValue Of(double number) => new(s_number, BitConverter.DoubleToInt64Bits(number));

    /// <summary>Any fixed order: text ordinally, numbers by size.</summary>
    public int OrderAgainst(FactValue other) => held is string text ? string.CompareOrdinal(text, other.Text) : bits.CompareTo(other.bits);

    public override string ToString() => Text ?? (IsNull ? "" : bits.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
