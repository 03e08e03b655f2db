using System.Globalization;
using ChannelPortal.Platform.Analytics.Forecasting;
using CsvHelper;

namespace ChannelPortal.Tests.Platform.Analytics;

/// <summary>Measures of forecasts over months 1 to 3. sMAPE as in the M competitions, mean of 200|a - f| / (|a| + |f|).</summary>
internal sealed record ForecastScore(int Series, double Smape, double Mape, double Coverage)
{
    private const int Steps = 3;

    public static ForecastScore OfM3(string file, SeriesForecaster forecaster)
    {
        var points = new List<(double Smape, double Ape, bool IsInside)>();
        var series = 0;
        foreach (var row in Rows(file))
        {
            var (train, test) = (Numbers(row["train"]), Numbers(row["test"]));
            var forecast = forecaster.Forecast([.. train.Select(v => (double?)v)], Steps);
            series++;
            points.AddRange(forecast.Mid.Select((f, i) => (200 * Math.Abs(f - test[i]) / (f + test[i]), 100 * Math.Abs(f - test[i]) / test[i], test[i] >= forecast.Low[i] && test[i] <= forecast.High[i])));
        }

        return new ForecastScore(series, points.Average(p => p.Smape), points.Average(p => p.Ape), points.Average(p => p.IsInside ? 1.0 : 0));
    }

    /// <summary>Months of sales from the first to the last, by level.</summary>
    public static Dictionary<string, IReadOnlyList<IReadOnlyList<double?>>> AdventureWorks(string folder)
    {
        var categories = Rows(Path.Combine(folder, "products.csv")).ToDictionary(r => r["ProductKey"], r => r["EnglishProductCategoryName"], StringComparer.Ordinal);
        var sales = Rows(Path.Combine(folder, "reseller-sales.csv")).Select(r => (Category: categories[r["ProductKey"]], Month: r["OrderDate"][..7], Amount: Number(r["SalesAmount"]))).ToList();
        var months = sales.Select(s => s.Month).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        IReadOnlyList<double?> Series(IEnumerable<(string Category, string Month, double Amount)> part)
        {
            var byMonth = part.ToLookup(s => s.Month, s => s.Amount, StringComparer.Ordinal);
            return [.. months.Select(m => (double?)byMonth[m].Sum())];
        }

        return new(StringComparer.Ordinal) { ["company"] = [Series(sales)], ["category"] = [.. sales.GroupBy(s => s.Category, StringComparer.Ordinal).Select(Series)] };
    }

    /// <summary>For each month ahead, 1 - sum|F - A| / sum A over all series and origins.</summary>
    public static IReadOnlyList<double> Accuracy(IReadOnlyList<RolledForecast> rolled) =>
        [.. rolled.SelectMany(r => r.Tested).GroupBy(t => t.Step).OrderBy(g => g.Key).Select(g => 1 - (g.Sum(t => Math.Abs(t.Forecast - t.Actual)) / g.Sum(t => t.Actual)))];

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Series} series, months 1-3: sMAPE {Smape:0.00}, MAPE {Mape:0.00}, 80 % interval holds {Coverage:P1}");

    private static double[] Numbers(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Number)];

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static IEnumerable<IReadOnlyDictionary<string, string>> Rows(string file)
    {
        using var csv = CsvReader.FromFile(file, CsvReaderOptions.Default);
        csv.ReadHeader();
        var headers = csv.Headers.ToArray();
        while (csv.Read())
        {
            yield return headers.Select((h, i) => (h, i)).ToDictionary(h => h.h, h => csv.GetString(h.i), StringComparer.Ordinal);
        }
    }
}
