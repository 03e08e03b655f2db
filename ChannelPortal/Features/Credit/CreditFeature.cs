using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Credit.Data;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Credit;

/// <summary>How much a dealer may still order.</summary>
public static class CreditFeature
{
    public static IServiceCollection AddCredit(this IServiceCollection services)
    {
        services.TryAddSingleton<ICreditAccounts, CreditAccounts>();
        return services;
    }
}
