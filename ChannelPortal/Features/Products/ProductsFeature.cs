using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Features.Products.Queries;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Products;

/// <summary>The catalogue that dealers buy from.</summary>
public static class ProductsFeature
{
    public static IServiceCollection AddProducts(this IServiceCollection services)
    {
        services.TryAddSingleton<IProductCatalogue, ProductCatalogue>();
        return services;
    }
}
