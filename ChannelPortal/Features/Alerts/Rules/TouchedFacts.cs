using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Alerts.Rules;

/// <summary>What commits have touched since rules were last looked at.</summary>
internal sealed class TouchedFacts
{
    /// <summary>Of so many rows in a commit it is quicker to look at everybody.</summary>
    private const int ManyRows = 5_000;

    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly HashSet<string> dealers = new(StringComparer.Ordinal);
    private bool isEverybody;

    public IReadOnlySet<string> Names => names;

    /// <summary>Whose values may have moved.</summary>
    public DealerScope Scope => isEverybody ? DealerScope.All : DealerScope.Of(dealers);

    public void Add(FactCommit commit)
    {
        foreach (var change in commit.Changes)
        {
            Add(change.Fact.Name, (change.Row as IDealerOwned)?.DealerId);
        }

        isEverybody |= commit.Changes.Count > ManyRows;
    }

    /// <param name="dealer">Null for a row that is nobody's own.</param>
    public void Add(string fact, string? dealer)
    {
        names.Add(fact);
        if (dealer is null)
        {
            isEverybody = true;
        }
        else
        {
            dealers.Add(dealer);
        }
    }
}
