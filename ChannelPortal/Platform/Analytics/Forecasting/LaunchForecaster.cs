namespace ChannelPortal.Platform.Analytics.Forecasting;

/// <summary>A product and when it came, by places in a history of months that all products share.</summary>
/// <param name="Group">Products that sell alike, such as a category.</param>
/// <param name="Price">List price; launches of a like price count more.</param>
/// <param name="Month">Place of the month in which it came; below 0 before the history, at its end or after it for one that is still to come.</param>
/// <param name="FirstShare">Share of that month's days on which it was on sale.</param>
/// <param name="Sales">One value a month of the history.</param>
public sealed record ProductLaunch(string Id, string Group, double Price, int Month, double FirstShare, IReadOnlyList<double> Sales);

/// <summary>A forecast of a new product.</summary>
/// <param name="From">The launches that it borrowed from, those that count most first.</param>
public sealed record BorrowedForecast(SeriesForecast Forecast, IReadOnlyList<string> From);

/// <summary>
/// Forecasts products that have no history yet from how earlier ones came to the market: sales by months since the launch, as a multiple of what an average
/// product of the group sold in the same month, so that neither season nor growth of the group is taken for the launch. Own months move the level of the
/// curve as far as there are any.
/// </summary>
public sealed class LaunchForecaster
{
    /// <summary>With as many months of its own a product is new no longer.</summary>
    public const int NewMonths = 6;

    private const int Year = 12;
    private const int FewDonors = 2;

    // What the launches of others say of the level is worth one month of the product's own.
    private const double PriorMonths = 1;
    private const double NormalQuantile = 1.2816;
    private const double UsualSpread = 0.8;
    private const double MonthSpread = 0.35;
    private readonly IReadOnlyList<ProductLaunch> products;
    private readonly Dictionary<string, double[]> averages;

    /// <param name="products">All of them, new and old.</param>
    public LaunchForecaster(IReadOnlyList<ProductLaunch> products)
    {
        ArgumentNullException.ThrowIfNull(products);
        this.products = products;
        averages = products.GroupBy(p => p.Group, StringComparer.Ordinal).ToDictionary(
            g => g.Key, g => Enumerable.Range(0, g.Max(p => p.Sales.Count)).Select(m => Average([.. g], m)).ToArray(), StringComparer.Ordinal);
    }

    /// <summary>Whether a product is new at an origin, or comes within the months ahead.</summary>
    /// <param name="known">Months that are known there.</param>
    public static bool IsNew(ProductLaunch product, int known, int steps)
    {
        ArgumentNullException.ThrowIfNull(product);
        return product.Month > known - NewMonths && product.Month < known + steps && product.Sales.Take(Math.Clamp(product.Month, 0, known)).All(s => s == 0);
    }

    /// <summary>Null where no launch is known that it could borrow from.</summary>
    /// <param name="known">Months that are known: nothing after them is looked at.</param>
    /// <param name="groupAhead">Forecast of the product's whole group.</param>
    public BorrowedForecast? Forecast(ProductLaunch product, int known, IReadOnlyList<double> groupAhead)
    {
        ArgumentNullException.ThrowIfNull(product);
        ArgumentNullException.ThrowIfNull(groupAhead);
        var donors = products.Where(p => p.Id != product.Id && p.Month >= 0 && p.Month + NewMonths <= known && p.Sales.Skip(p.Month).Take(NewMonths).Any(s => s > 0)).ToList();
        var alike = donors.Where(d => d.Group == product.Group).ToList();
        donors = alike.Count >= FewDonors ? alike : donors;
        var sellers = products.Count(p => p.Group == product.Group && SoldBefore(p, known));
        if (donors.Count == 0 || sellers == 0)
        {
            return null;
        }

        var weighed = donors.Select(d => (Donor: d, Weight: 1 / (1 + Math.Abs(Math.Log(Math.Max(1, product.Price) / Math.Max(1, d.Price)))))).OrderByDescending(d => d.Weight).ThenBy(d => d.Donor.Id, StringComparer.Ordinal).ToList();
        double Curve(int age) => CentreAt(weighed, age, known);
        var (level, ownMonths) = Level(product, known, Curve);
        List<double> mid = [.. groupAhead.Select((group, i) => known + i - product.Month is >= 0 and var age ? Math.Max(0, group) / sellers * Curve(age) * level * (age == 0 ? product.FirstShare : 1) : 0)];
        if (ownMonths > 0)
        {
            // With a full month of its own the last month again is as good as the curve, and both together are better.
            mid = [.. mid.Select(m => (m + product.Sales[known - 1]) / 2)];
        }

        var spread = Math.Exp(NormalQuantile * Math.Sqrt((Spread(weighed, known) * PriorMonths / (PriorMonths + ownMonths)) + (MonthSpread * MonthSpread)));
        var (low, high) = (new double[mid.Count], new double[mid.Count]);
        for (var i = 0; i < mid.Count; i++)
        {
            var (least, most) = mid[i] > 0 ? RangeAt(weighed, known + i - product.Month, known) : (1, 1);
            (low[i], high[i]) = (mid[i] * Math.Min(1 / spread, least), mid[i] * Math.Max(spread, most));
        }

        return new BorrowedForecast(
            new SeriesForecast(ForecastModel.NewProduct, mid, low, high),
            [.. weighed.Select(w => w.Donor.Id)]);
    }

    private static bool SoldBefore(ProductLaunch product, int month) => product.Sales.Take(month).Skip(Math.Max(0, month - Year)).Any(s => s > 0);

    /// <summary>What the products of a group sold each, those that sold anything within a year.</summary>
    private static double Average(IReadOnlyList<ProductLaunch> group, int month)
    {
        var sellers = group.Count(p => SoldBefore(p, month + 1));
        return sellers == 0 ? 0 : group.Sum(p => month < p.Sales.Count ? p.Sales[month] : 0) / sellers;
    }

    /// <summary>Sales of a month after the launch as a multiple of the group's average; null for one that nobody knows yet.</summary>
    private double? At(ProductLaunch product, int age, int known)
    {
        var month = product.Month + age;
        return month < 0 || month >= known || averages[product.Group][month] is not (> 0 and var average) ? null : product.Sales[month] / average / (age == 0 ? Math.Max(0.1, product.FirstShare) : 1);
    }

    /// <summary>What the launches sold at an age and the ages beside it, which are one launch's luck apart; the first month of a launch is like no other.</summary>
    private List<(double Value, double Weight)> ValuesAt(IReadOnlyList<(ProductLaunch Donor, double Weight)> donors, int age, int known)
    {
        List<(double, double)> values = [.. donors.SelectMany(d => Enumerable.Range(Math.Max(0, age - 1), age == 0 ? 1 : 3).Where(near => (near == 0) == (age == 0))
            .Select(near => At(d.Donor, near, known)).OfType<double>().Select(value => (value, d.Weight)))];
        return values.Count > 0 || age == 0 ? values : ValuesAt(donors, age - 1, known);
    }

    /// <summary>Between the median, which one hit does not move, and the mean, which knows of hits.</summary>
    private double CentreAt(IReadOnlyList<(ProductLaunch Donor, double Weight)> donors, int age, int known)
    {
        var values = ValuesAt(donors, age, known).OrderBy(v => v.Value).ToList();
        if (values.Count == 0)
        {
            return 0;
        }

        var (all, below) = (values.Sum(v => v.Weight), 0.0);
        var median = values.First(v => (below += v.Weight) >= all / 2).Value;
        return (median + (values.Sum(v => v.Value * v.Weight) / all)) / 2;
    }

    /// <summary>The tenth from below and from above of what the launches sold at an age, as multiples of the curve: launches have months with nothing.</summary>
    private (double Least, double Most) RangeAt(IReadOnlyList<(ProductLaunch Donor, double Weight)> donors, int age, int known)
    {
        var centre = CentreAt(donors, age, known);
        double[] sorted = [.. ValuesAt(donors, age, known).Select(v => v.Value).Order()];
        return centre <= 0 ? (0, 1) : (sorted[(int)((sorted.Length - 1) * 0.1)] / centre, sorted[(int)Math.Ceiling((sorted.Length - 1) * 0.9)] / centre);
    }

    /// <summary>How much more the product sold than the curve said, drawn towards 1 while it is young. The first month is mostly dealers' first stock, and says nothing of the next.</summary>
    private (double Level, double Months) Level(ProductLaunch product, int known, Func<int, double> curve)
    {
        double came = 0, expected = 0, months = 0;
        for (var age = 1; product.Month + age < known; age++)
        {
            if (At(product, age, known) is { } value)
            {
                came += value;
                expected += curve(age);
                months++;
            }
        }

        var prior = months > 0 ? expected / months * PriorMonths : 0;
        return (expected + prior > 0 ? (came + prior) / (expected + prior) : 1, months);
    }

    /// <summary>Variance of the logarithms of what launches sold in their first months.</summary>
    private double Spread(IReadOnlyList<(ProductLaunch Donor, double Weight)> donors, int known)
    {
        double[] levels = [.. donors.Select(d => Enumerable.Range(1, NewMonths - 1).Average(age => At(d.Donor, age, known) ?? 0)).Where(l => l > 0).Select(l => Math.Log(l))];
        if (levels.Length <= FewDonors)
        {
            return UsualSpread * UsualSpread;
        }

        var mean = levels.Average();
        return levels.Sum(l => (l - mean) * (l - mean)) / (levels.Length - 1);
    }
}
