using ChannelPortal.Features.Search.Queries;
using ChannelPortal.Platform.Ui;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Search;

/// <summary>What the command palette finds beside the documents that features find themselves: dealers, products, returns and shipments.</summary>
public static class SearchFeature
{
    public static IServiceCollection AddSearch(this IServiceCollection services)
    {
        services.TryAddSingleton<NameIndex>();
        services.AddScoped<IPaletteSource, DealerPalette>();
        services.AddScoped<IPaletteSource, ProductPalette>();
        services.AddScoped<IPaletteSource, ReturnPalette>();
        services.AddScoped<IPaletteSource, ShipmentPalette>();
        return services;
    }
}
