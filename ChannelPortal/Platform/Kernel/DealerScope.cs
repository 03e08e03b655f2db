using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace ChannelPortal.Platform.Kernel;

/// <summary>A row that belongs to one dealer. Every such entity gets the scope filter on reads and the scope guard on writes.</summary>
public interface IDealerOwned
{
    /// <summary>Code of the owning dealer; null only for rows of the manufacturer itself, which no dealer scope sees.</summary>
    string? DealerId { get; }
}

/// <summary>The dealers whose rows a caller may see and change. There is no default: work without a caller states its scope.</summary>
public sealed class DealerScope
{
    private readonly FrozenSet<string> dealers;

    private DealerScope(bool all, FrozenSet<string> dealers, string key, bool isOwn = false) => (IsAll, this.dealers, Key, IsOwn) = (all, dealers, key, isOwn);

    /// <summary>Sees no dealer-owned row.</summary>
    public static DealerScope None { get; } = new(false, FrozenSet<string>.Empty, "none");

    /// <summary>Sees every dealer: head-office roles, and background work that says so.</summary>
    public static DealerScope All { get; } = new(true, FrozenSet<string>.Empty, "all");

    public bool IsAll { get; }

    /// <summary>The scope of a dealer's own people and keys: they see their rows, but not what the manufacturer keeps about them to himself.</summary>
    public bool IsOwn { get; }

    public IReadOnlyCollection<string> DealerIds => dealers;

    /// <summary>Equal scopes have equal keys: used to share live computations and cached results.</summary>
    public string Key { get; }

    public static DealerScope Of(params IEnumerable<string> dealerIds)
    {
        var set = dealerIds.ToFrozenSet(StringComparer.Ordinal);
        return set.Count switch
        {
            0 => None,
            1 => new DealerScope(false, set, "dealer:" + set.Items[0]),
            _ => new DealerScope(false, set, "dealers:" + Hash(set)),
        };
    }

    /// <summary>For the people of one dealer and for machines that act as they do.</summary>
    public static DealerScope Own(string dealerId) => new(false, FrozenSet.Create(StringComparer.Ordinal, dealerId), "own:" + dealerId, isOwn: true);

    public bool Allows(string? dealerId) => IsAll || (dealerId is not null && dealers.Contains(dealerId));

    private static string Hash(FrozenSet<string> set) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', set.Order(StringComparer.Ordinal)))))[..16];
}
