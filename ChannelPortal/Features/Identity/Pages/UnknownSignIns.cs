using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Identity.Pages;

/// <summary>Failed attempts with addresses that have no account: counted and locked like those of real ones.</summary>
internal sealed class UnknownSignIns(IOptions<IdentityOptions> options, TimeProvider time) : IDisposable
{
    // Bounded: a flood of invented addresses evicts the oldest instead of filling the memory.
    private readonly MemoryCache attempts = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    /// <summary>Counts one more; the instant until which the address is locked, or null.</summary>
    public DateTimeOffset? Failed(string email)
    {
        var rules = options.Value.Lockout;
        var key = email.ToUpperInvariant();
        var now = time.GetUtcNow();
        var (count, until) = attempts.TryGetValue(key, out (int Count, DateTimeOffset? Until) known) ? known : (0, null);
        if (until > now)
        {
            return until;
        }

        count = until is null ? count + 1 : 1;
        until = count >= rules.MaxFailedAccessAttempts ? now + rules.DefaultLockoutTimeSpan : null;
        attempts.Set(key, (count, until), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = TimeSpan.FromHours(1) });
        return until;
    }

    public void Dispose() => attempts.Dispose();
}
