namespace ChannelPortal.Features.Network.Domain;

/// <summary>How a product line is held in a province.</summary>
internal enum CoverageKind
{
    /// <summary>Nobody holds the line there.</summary>
    White,

    /// <summary>Only some of its cities are held.</summary>
    Partial,

    /// <summary>One dealer holds the whole province and shares it.</summary>
    Shared,

    /// <summary>Several dealers share the same places.</summary>
    Overlap,

    /// <summary>One dealer alone holds the whole province.</summary>
    Exclusive,
}

/// <summary>A dealer's hold on a region, for judging coverage.</summary>
internal sealed record Hold(string DealerId, string Path, bool IsExclusive);

/// <summary>Judges coverage from paths alone.</summary>
internal static class Coverage
{
    public static CoverageKind Of(string provincePath, IReadOnlyCollection<Hold> holds)
    {
        var here = holds.Where(h => RegionTree.Overlap(h.Path, provincePath)).ToList();
        if (here.Count == 0)
        {
            return CoverageKind.White;
        }

        if (here.Any(h => here.Any(o => o.DealerId != h.DealerId && RegionTree.Overlap(o.Path, h.Path))))
        {
            return CoverageKind.Overlap;
        }

        var whole = here.Find(h => RegionTree.Covers(h.Path, provincePath));
        return whole is null ? CoverageKind.Partial : whole.IsExclusive ? CoverageKind.Exclusive : CoverageKind.Shared;
    }
}
