using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Metrics.Contracts;

/// <summary>A page that always shows the same metrics.</summary>
public sealed class FixedMetricUse(IStringLocalizer texts, string titleKey, string href, string permission, IReadOnlyCollection<string> metricIds) : IMetricUse
{
    public IReadOnlyCollection<string> Fixed => metricIds;

    public Task<IReadOnlyList<MetricPlace>> FindAsync(string metricId, Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return Task.FromResult<IReadOnlyList<MetricPlace>>(
            metricIds.Contains(metricId) && Permissions.Product.Allows(caller.Roles, permission) ? [new MetricPlace(texts[titleKey], href)] : []);
    }

    public Task<int> CountAsync(string metricId, CancellationToken cancellationToken) => Task.FromResult(metricIds.Contains(metricId) ? 1 : 0);
}

/// <summary>Registration helper that features use.</summary>
public static class MetricUseServices
{
    /// <summary>Tells the catalogue which metrics a page of a feature shows.</summary>
    /// <typeparam name="TText">Texts of the feature, with the page's title.</typeparam>
    public static IServiceCollection AddMetricUse<TText>(this IServiceCollection services, string titleKey, string href, string permission, params IReadOnlyCollection<string> metricIds) =>
        services.AddSingleton<IMetricUse>(sp => new FixedMetricUse(sp.GetRequiredService<IStringLocalizer<TText>>(), titleKey, href, permission, metricIds));
}
