using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Text;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Imports;

/// <summary>Files of other systems into the fact log.</summary>
public static class ImportsFeature
{
    public static IServiceCollection AddImports(this IServiceCollection services)
    {
        services.TryAddSingleton<FactImporter>();
        services.TryAddSingleton<AdventureWorksImport>();
        services.AddVerb<ImportVerb>();
        services.AddErrorTexts<ImportsText>();
        return services;
    }
}
