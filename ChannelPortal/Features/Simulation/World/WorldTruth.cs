using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChannelPortal.Features.Simulation.World;

/// <summary>One thing that went wrong in the demo world, as only its maker knows it.</summary>
/// <param name="Kind">One of <see cref="WorldIncidentKinds"/>.</param>
/// <param name="From">First day of the effect.</param>
/// <param name="To">Last day of the effect.</param>
/// <param name="Size">Kind-specific size in <paramref name="Unit"/>.</param>
/// <param name="Planted">False for stock-outs that came about by chance: real ones, but nobody planned them.</param>
internal sealed record WorldIncident(string Id, string Kind, string? Dealer, string? Product, string? Region, DateOnly From, DateOnly To, double Size, string Unit, bool Planted = true)
{
    public bool Covers(DateOnly day) => day >= From && day <= To;
}

internal static class WorldIncidentKinds
{
    public const string PriceDumping = "price-dumping";
    public const string Diversion = "diversion";
    public const string StockOut = "stock-out";
    public const string DeadStock = "dead-stock";
    public const string CreditAbuse = "credit-abuse";
    public const string DataGap = "data-gap";
    public const string SalesDrop = "sales-drop";

    public static readonly IReadOnlyList<string> All = [SalesDrop, StockOut, PriceDumping, Diversion, DeadStock, CreditAbuse, DataGap];
}

/// <summary>The ground truth of a demo world. It is a file of its own and never enters the database, so no detector can see it.</summary>
internal sealed record WorldTruth(int Dealers, int Months, int Seed, DateOnly Until, IReadOnlyList<WorldIncident> Incidents)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Whether an order of the dealer and day was made to break one of the rules.</summary>
    public bool IsRisk(string dealerId, DateOnly day, IReadOnlyList<string> rules) =>
        Incidents.Any(i => i.Dealer == dealerId && i.Covers(day) && rules.Any(r => i.Kind == WorldRiskPlan.KindOf(r)));

    public async Task SaveAsync(string path, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(this, s_json) + "\n", cancellationToken);
    }

    public static async Task<WorldTruth?> LoadAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(path);
        return await JsonSerializer.DeserializeAsync<WorldTruth>(stream, s_json, cancellationToken);
    }
}
