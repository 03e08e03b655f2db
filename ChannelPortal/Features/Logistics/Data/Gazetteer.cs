using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Logistics.Data;

/// <summary>A known place.</summary>
/// <param name="Province">Two digits of GB/T 2260; null for a region outside the provinces.</param>
internal sealed record Spot(string RegionId, string Name, string NameEn, double Latitude, double Longitude, string? Province)
{
    public double KilometresTo(Spot other) => GreatCircle.Kilometres(Latitude, Longitude, other.Latitude, other.Longitude);
}

/// <summary>Finds the cities and provinces that carriers' words name.</summary>
internal sealed class Gazetteer
{
    private static readonly string[] s_endings = ["特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "自治州", "地区", "省", "市", "盟"];

    private readonly Dictionary<string, Spot> byId;
    private readonly List<(string Word, Spot Spot)> words;
    private readonly Dictionary<string, Spot?> found = new(StringComparer.Ordinal);

    private Gazetteer(List<(Spot Spot, bool IsCity)> spots)
    {
        byId = spots.ToDictionary(s => s.Spot.RegionId, s => s.Spot, StringComparer.Ordinal);

        // A city is more exact than its province; of two names the longer.
        words = [.. spots.OrderByDescending(s => s.IsCity).Select(s => (Word: Short(s.Spot.Name), s.Spot)).Where(w => w.Word.Length >= 2).OrderByDescending(w => w.Word.Length)];
    }

    public static async Task<Gazetteer> ReadAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var regions = await db.Set<RegionFact>().AsNoTracking()
            .Where(r => (r.Level == "city" || r.Level == "province") && r.Latitude != null && r.Longitude != null).ToListAsync(cancellationToken);
        return new Gazetteer([.. regions.Select(r => (new Spot(r.RegionId, r.Name, r.NameEn, r.Latitude!.Value, r.Longitude!.Value, ProvinceOf(r.Path)), r.Level == "city"))]);
    }

    public Spot? Of(string? regionId) => regionId is null ? null : byId.GetValueOrDefault(regionId);

    public Spot? Find(string? place)
    {
        if (string.IsNullOrEmpty(place))
        {
            return null;
        }

        if (!found.TryGetValue(place, out var spot))
        {
            found[place] = spot = words.Find(w => place.Contains(w.Word, StringComparison.Ordinal)).Spot;
        }

        return spot;
    }

    private static string Short(string name) =>
        s_endings.FirstOrDefault(e => name.Length > e.Length + 1 && name.EndsWith(e, StringComparison.Ordinal)) is { } ending ? name[..^ending.Length] : name;

    private static string? ProvinceOf(string path) => path.Split('/').FirstOrDefault(p => p.Length == 2 && p.All(char.IsAsciiDigit));
}
