namespace ChannelPortal.Features.Health.Domain;

/// <summary>The middle of the peers, told only when enough others are among them that no single one can be worked out.</summary>
internal static class Middle
{
    /// <param name="others">Known values of the others of the group.</param>
    public static decimal? Of(decimal? own, IEnumerable<decimal?> others, int leastOthers)
    {
        var known = others.OfType<decimal>().ToList();
        if (known.Count < leastOthers)
        {
            return null;
        }

        if (own is { } value)
        {
            known.Add(value);
        }

        known.Sort();
        return known.Count % 2 == 1 ? known[known.Count / 2] : (known[(known.Count / 2) - 1] + known[known.Count / 2]) / 2;
    }
}
