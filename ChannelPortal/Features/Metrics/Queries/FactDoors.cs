using System.Globalization;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;

namespace ChannelPortal.Features.Metrics.Queries;

/// <summary>Where the rows of a fact can be looked at: the list that shows them, with the same dealer and days where the list knows them.</summary>
internal static class FactDoors
{
    /// <summary>The API's description, for facts without a list of their own.</summary>
    public const string Api = "openapi/v1.json";

    private static readonly Dictionary<string, (string Path, string Permission, bool HasDays)> s_lists = new(StringComparer.Ordinal)
    {
        ["orders"] = ("orders", "orders.read", true),
        ["order_lines"] = ("orders", "orders.read", true),
        ["quotes"] = ("quotes", "quotes.read", false),
        ["shipments"] = ("shipments", "shipments.read", false),
        ["invoices"] = ("invoices", "settlement.read", false),
        ["payments"] = ("invoices", "settlement.read", false),
        ["returns"] = ("returns", "returns.read", false),
        ["rebates"] = ("rebates", "rebates.overview", false),
        ["alerts"] = ("alerts", "alerts.read", false),
        ["approvals"] = ("approvals", "approvals.decide", false),
        ["inventory_snapshots"] = ("inventory", "inventory.read", false),
        ["ar_snapshots"] = ("credit", "credit.read", false),
    };

    /// <summary>The address, and the permission that its page asks for; null for the API's description.</summary>
    public static (string Href, string? Permission) Of(string fact, MetricSlice slice, Period period)
    {
        if (!s_lists.TryGetValue(fact, out var list))
        {
            return (Api, null);
        }

        var query = new List<string>();
        if (slice.Values.TryGetValue(MetricDimensions.Dealer, out var dealer))
        {
            query.Add("dealer=" + Uri.EscapeDataString(dealer));
        }

        if (list.HasDays)
        {
            query.Add(string.Create(CultureInfo.InvariantCulture, $"from={period.Start:yyyy-MM-dd}&to={period.End.AddDays(-1):yyyy-MM-dd}"));
        }

        return (list.Path + (query.Count == 0 ? "" : "?" + string.Join('&', query)), list.Permission);
    }
}
