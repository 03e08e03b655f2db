using System.Globalization;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;

namespace ChannelPortal.Features.Metrics.Contracts;

/// <summary>Addresses of a metric's page and of what starts from there.</summary>
internal static class MetricAddress
{
    public static string Of(string metricId, MetricSlice slice, Period period) =>
        string.Create(CultureInfo.InvariantCulture, $"metrics/{metricId}?slice={Uri.EscapeDataString(slice.Key)}&from={period.Start:yyyy-MM-dd}&to={period.End.AddDays(-1):yyyy-MM-dd}");

    public static string Board(string metricId, MetricSlice slice) => $"boards/add?metric={metricId}&slice={Uri.EscapeDataString(slice.Key)}";

    public static string Alert(string metricId, MetricSlice slice) => $"alerts/rules/new?metric={metricId}&slice={Uri.EscapeDataString(slice.Key)}";
}
