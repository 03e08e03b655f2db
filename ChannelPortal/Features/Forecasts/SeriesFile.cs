using System.Globalization;
using ChannelPortal.Platform.Kernel;
using CsvHelper;

namespace ChannelPortal.Features.Forecasts;

/// <summary>A series of the file: one value a month from <paramref name="First"/> on, null where the file has none.</summary>
/// <param name="First">Month of the first value, as months since year 0.</param>
internal sealed record FileSeries(string Id, int First, IReadOnlyList<double?> Values);

/// <summary>The file has a fault; the error names the line.</summary>
internal sealed class SeriesFileException(Error error) : Exception(error.Code)
{
    public Error Error { get; } = error;
}

/// <summary>
/// Reads <c>id,period,value</c>. A series is handed out with its last row, so a file sorted by series needs the memory of one, and an unsorted one that of the
/// series that are open.
/// </summary>
internal sealed class SeriesFile(string path)
{
    private const int LargestSpan = 1_200;
    private readonly Dictionary<string, int> rows = new(StringComparer.Ordinal);

    /// <summary>Known after the first pass.</summary>
    public int SeriesCount => rows.Count;

    /// <summary>Counts the rows of each series and checks every row. Throws <see cref="SeriesFileException"/>.</summary>
    public void Check(CancellationToken cancellationToken)
    {
        foreach (var (_, id, _, _) in Rows(cancellationToken))
        {
            rows[id] = rows.GetValueOrDefault(id) + 1;
        }
    }

    /// <summary>All series, in the order of their last rows. Throws <see cref="SeriesFileException"/>.</summary>
    public IEnumerable<FileSeries> Read(CancellationToken cancellationToken)
    {
        var open = new Dictionary<string, List<(int Month, double? Value)>>(StringComparer.Ordinal);
        foreach (var (line, id, month, value) in Rows(cancellationToken))
        {
            if (!open.TryGetValue(id, out var values))
            {
                open[id] = values = new List<(int, double?)>(rows[id]);
            }

            values.Add((month, value));
            if (values.Count == rows[id])
            {
                open.Remove(id);
                yield return SeriesOf(id, values, line);
            }
        }
    }

    private static FileSeries SeriesOf(string id, List<(int Month, double? Value)> rows, int line)
    {
        var (first, last) = (rows.Min(r => r.Month), rows.Max(r => r.Month));
        if (last - first >= LargestSpan)
        {
            throw new SeriesFileException(Error.Of("forecast_span", id, LargestSpan));
        }

        var values = new double?[last - first + 1];
        var seen = new bool[values.Length];
        foreach (var (month, value) in rows)
        {
            if (seen[month - first])
            {
                throw new SeriesFileException(Error.Of("forecast_twice", id, $"{month / 12:0000}-{(month % 12) + 1:00}", line));
            }

            seen[month - first] = true;
            values[month - first] = value;
        }

        return new FileSeries(id, first, values);
    }

    private IEnumerable<(int Line, string Id, int Month, double? Value)> Rows(CancellationToken cancellationToken)
    {
        using var csv = CsvReader.FromFile(path, CsvReaderOptions.Default with { TrimWhitespace = true, TrackLineNumbers = true, PoolStrings = true });
        csv.ReadHeader();
        var header = csv.Headers.Select(h => h.ToLowerInvariant()).ToList();
        var (idAt, periodAt, valueAt) = (header.IndexOf("id"), header.IndexOf("period"), header.IndexOf("value"));
        if (Math.Min(idAt, Math.Min(periodAt, valueAt)) < 0)
        {
            throw new SeriesFileException(Error.Of("forecast_header"));
        }

        while (csv.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (id, period, text) = (CellOf(csv, idAt), CellOf(csv, periodAt), CellOf(csv, valueAt));
            double value = 0;
            if (id.Length == 0 || MonthOf(period) is not { } month
                || (text.Length > 0 && (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) || !double.IsFinite(value))))
            {
                throw new SeriesFileException(Error.Of("forecast_row", csv.LineNumber));
            }

            yield return ((int)csv.LineNumber, id, month, text.Length == 0 ? null : value);
        }
    }

    private static string CellOf(CsvReader csv, int at) => at < csv.FieldCount ? csv.GetString(at) : string.Empty;

    private static int? MonthOf(string period) =>
        DateOnly.TryParseExact(period, ["yyyy-MM", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? (day.Year * 12) + day.Month - 1 : null;
}
