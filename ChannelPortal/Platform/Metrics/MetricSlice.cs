using System.Diagnostics.CodeAnalysis;

namespace ChannelPortal.Platform.Metrics;

/// <summary>The part of the business that a value is about: dimension values, all of which hold. Equal slices compare equal.</summary>
public sealed class MetricSlice : IEquatable<MetricSlice>
{
    private readonly SortedDictionary<string, string> values;

    private MetricSlice(SortedDictionary<string, string> values)
    {
        this.values = values;
        Key = string.Join(',', values.Select(v => $"{v.Key}={v.Value}"));
    }

    /// <summary>No restriction.</summary>
    public static MetricSlice All { get; } = new(new SortedDictionary<string, string>(StringComparer.Ordinal));

    /// <summary>Dimension names and values, by name.</summary>
    public IReadOnlyDictionary<string, string> Values => values;

    /// <summary>The text form that <see cref="TryParse"/> reads.</summary>
    public string Key { get; }

    public static MetricSlice Of(string dimension, string value) => All.With(dimension, value);

    /// <summary>This slice narrowed (or changed) in one dimension.</summary>
    public MetricSlice With(string dimension, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(dimension);
        ArgumentException.ThrowIfNullOrEmpty(value);
        return new(new SortedDictionary<string, string>(values, StringComparer.Ordinal) { [dimension] = value });
    }

    /// <summary>Reads <c>dealer=D0001</c> or <c>region=33,category=Pumps</c>; empty text is <see cref="All"/>.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out MetricSlice? slice)
    {
        var parsed = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0 || at == part.Length - 1 || !parsed.TryAdd(part[..at].Trim(), part[(at + 1)..].Trim()))
            {
                slice = null;
                return false;
            }
        }

        slice = new MetricSlice(parsed);
        return true;
    }

    public bool Equals(MetricSlice? other) => other is not null && Key == other.Key;

    public override bool Equals(object? obj) => Equals(obj as MetricSlice);

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Key;
}
