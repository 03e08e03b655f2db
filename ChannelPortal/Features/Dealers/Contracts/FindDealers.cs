using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Dealers.Contracts;

/// <summary>A dealer by its code and its name in the reader's language.</summary>
public sealed record FoundDealer(string DealerId, string Name);

/// <summary>Dealers by a part of their code or name, for fields that name one.</summary>
public sealed class FindDealers(IAppDbFactory factory)
{
    /// <summary>More are no choice.</summary>
    private const int Offered = 20;

    /// <summary>The first twenty by code, within the scope; of all when the text is empty.</summary>
    public async Task<IReadOnlyList<FoundDealer>> ByAsync(string text, DealerScope scope, CancellationToken cancellationToken)
    {
        var isChinese = PortalCultures.IsChinese();
        await using var db = factory.Create(scope);
        return await db.Set<DealerFact>().AsNoTracking().Where(d => d.DealerId.Contains(text) || d.Name.Contains(text) || (d.NameEn != null && d.NameEn.Contains(text)))
            .OrderBy(d => d.DealerId).Take(Offered).Select(d => new FoundDealer(d.DealerId, isChinese ? d.Name : d.NameEn ?? d.Name)).ToListAsync(cancellationToken);
    }
}

/// <summary>What features register that offer dealers to choose from.</summary>
public static class DealerChoice
{
    public static IServiceCollection AddDealerChoice(this IServiceCollection services)
    {
        services.TryAddSingleton<FindDealers>();
        return services;
    }
}
