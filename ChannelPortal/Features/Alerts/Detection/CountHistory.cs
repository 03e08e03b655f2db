namespace ChannelPortal.Features.Alerts.Detection;

/// <summary>
/// On which days dealers counted their stock. A count is a report, too: who counts is there, and who sends neither sales nor counts is silent all the more.
/// </summary>
internal sealed class CountHistory
{
    /// <summary>Days that say how reliably a dealer counts.</summary>
    public const int PastDays = 92;

    private const int MinimumPast = 2;

    /// <summary>Even who never missed a count may miss one.</summary>
    private const double SurestMiss = 0.1;

    /// <summary>How much less a dealer's silence about sales says when counts of his have come since.</summary>
    private const double Alive = 100;

    private readonly Dictionary<string, HashSet<int>> days = new(StringComparer.Ordinal);
    private List<int>? due;

    public void Add(string dealer, DateOnly day)
    {
        if (!days.TryGetValue(dealer, out var known))
        {
            days[dealer] = known = [];
        }

        known.Add(day.DayNumber);
        due = null;
    }

    /// <summary>What the counts since <paramref name="last"/> do to the chance that the dealer still reports: 1 when nothing was due or nothing is known of him.</summary>
    public double Weight(string dealer, int last, int today)
    {
        // The network's days, and not the dealer's own: what he has stopped doing he would not be missed for.
        due ??= [.. days.Values.SelectMany(d => d).GroupBy(d => d).Where(g => g.Count() * 2 >= days.Count).Select(g => g.Key)];
        var past = due.Where(d => d <= last && d > last - PastDays).ToList();
        if (past.Count < MinimumPast || !days.TryGetValue(dealer, out var mine))
        {
            return 1;
        }

        var since = due.Where(d => d > last && d < today).ToList();
        var missing = Math.Max(SurestMiss, 1 - (past.Count(mine.Contains) / (double)past.Count));
        return since.Exists(mine.Contains) ? Alive : Math.Pow(missing, since.Count);
    }
}
