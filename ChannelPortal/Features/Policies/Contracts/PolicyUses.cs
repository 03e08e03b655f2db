using ChannelPortal.Features.Policies.Data;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Policies.Contracts;

/// <summary>A feature that acts by a key. A key without one is only shown.</summary>
/// <param name="Use">Text key <c>Use_</c> and this, in <see cref="PolicyText"/>.</param>
public sealed record PolicyUse(string Key, string Use);

/// <summary>What features register that act by policies.</summary>
public static class PolicyUses
{
    /// <summary>Registers the reader of policies, and says on their screen that this feature acts by the key.</summary>
    public static IServiceCollection AddPolicyUse(this IServiceCollection services, string key, string use)
    {
        services.TryAddSingleton<PolicyBook>();
        services.TryAddSingleton<IPolicies>(sp => sp.GetRequiredService<PolicyBook>());
        return services.AddSingleton(new PolicyUse(key, use));
    }
}
