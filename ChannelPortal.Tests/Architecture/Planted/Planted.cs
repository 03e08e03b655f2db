#pragma warning disable IDE0130, CA1801, MA0047 // Each namespace below imitates a place in the product where the code would be forbidden.
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Tests.Architecture.Planted.Features.Alpha.Domain
{
    /// <summary>Domain code that knows the database.</summary>
    internal sealed class ImpureRule
    {
        public DbContext? Database { get; set; }
    }

    /// <summary>Allowed: plain C#.</summary>
    internal sealed class PureRule
    {
        public int Limit { get; set; }
    }
}

namespace ChannelPortal.Tests.Architecture.Planted.Features.Alpha.Contracts
{
    /// <summary>What others may use; it uses Beta's contracts back, which closes a ring.</summary>
    internal sealed record AlphaSummary(Beta.Contracts.BetaSummary Beta);
}

namespace ChannelPortal.Tests.Architecture.Planted.Features.Alpha.Pages
{
    /// <summary>A component that opens the database in an asynchronous method.</summary>
    internal sealed class DatabasePage : ComponentBase
    {
        [Inject]
        private IDbContextFactory<DbContext> Factory { get; set; } = null!;

        protected override async Task OnInitializedAsync()
        {
            await using var db = await Factory.CreateDbContextAsync();
        }
    }
}

namespace ChannelPortal.Tests.Architecture.Planted.Features.AlphaArchive
{
    /// <summary>Its name begins with another feature's name; it breaks nothing.</summary>
    internal sealed class Innocent
    {
        public int Number { get; set; }
    }
}

namespace ChannelPortal.Tests.Architecture.Planted.Features.Beta.Contracts
{
    internal sealed record BetaSummary(string Name);
}

namespace ChannelPortal.Tests.Architecture.Planted.Features.Beta.Queries
{
    /// <summary>Allowed: through Contracts.</summary>
    internal sealed class GetAlpha
    {
        public Alpha.Contracts.AlphaSummary? Found { get; set; }
    }

    /// <summary>Forbidden: reaches into Alpha, and only inside an asynchronous method.</summary>
    internal sealed class GetAlphaInside
    {
        public static async Task<int> RunAsync()
        {
            await Task.Yield();
            return new Alpha.Domain.PureRule { Limit = 1 }.Limit;
        }
    }
}

namespace ChannelPortal.Tests.Architecture.Planted.Platform.Live
{
    /// <summary>Platform code that knows a feature.</summary>
    internal sealed class CuriousFeed
    {
        public Features.Beta.Contracts.BetaSummary? Last { get; set; }
    }

    /// <summary>Allowed.</summary>
    internal sealed class QuietFeed
    {
        public long Watermark { get; set; }
    }
}

namespace ChannelPortal.Tests.Architecture.Planted.Shell
{
    /// <summary>A shell part that reaches into a feature.</summary>
    internal sealed class CuriousMenu
    {
        public Features.Alpha.Domain.PureRule? Rule { get; set; }
    }
}
