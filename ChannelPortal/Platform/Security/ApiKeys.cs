using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using ChannelPortal.Platform.Audit;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Observability;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Platform.Security;

/// <summary>A key of an outside system. Only its hash is stored; the key itself is shown once, when it is made.</summary>
public sealed class ApiKey
{
    public Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary>SHA-256 of the key, lower hex. The key has 256 random bits, so a plain hash is enough.</summary>
    public required string Hash { get; init; }

    /// <summary>First characters of the key, to recognise it in lists.</summary>
    public required string Prefix { get; init; }

    /// <summary>Scopes separated by commas: <c>events:write,metrics:read</c>.</summary>
    public required string Scopes { get; init; }

    /// <summary>The dealer whose rows alone the key may touch; null for the manufacturer's systems.</summary>
    public string? OwnerDealerId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>From this instant the key is refused; null never ends.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>About when the key was last used, to the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }
}

internal sealed class ApiKeyConfiguration : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.ToTable("api_key");
        builder.Property(k => k.Name).HasMaxLength(100);
        builder.Property(k => k.Hash).HasMaxLength(64);
        builder.Property(k => k.Prefix).HasMaxLength(16);
        builder.Property(k => k.Scopes).HasMaxLength(400);
        builder.Property(k => k.OwnerDealerId).HasMaxLength(64);
        builder.HasIndex(k => k.Hash).IsUnique();
    }
}

/// <summary>A key that nobody has stored yet.</summary>
/// <param name="Secret">The key in the clear, for the one time that it is shown.</param>
public sealed record ApiKeySecret(string Secret, string Hash, string Prefix);

/// <summary>Makes and finds API keys, and forgets the cached ones when a key was revoked.</summary>
public sealed class ApiKeyStore(IAppDbFactory factory, AuditLog audit, IServiceProvider services, TimeProvider time) : IOutboxReceiver
{
    /// <summary>Message: a key was revoked, so the cache is out of date.</summary>
    public const string RevokedMessage = "apikey.revoked";

    /// <summary>Longest life of a key that expires.</summary>
    public const int MaximumDays = 3_650;

    /// <summary>Scopes that exist.</summary>
    public static IReadOnlyList<string> KnownScopes { get; } = ["events:write", "metrics:read", "diagnostics:read", "prices:read", "tracking:write", "orders:read", "orders:write", "feeds:write"];

    // Revocation is seen by other nodes when the entry ages out.
    private static readonly TimeSpan s_cacheFor = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_usedStep = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, ApiKey? Key)> cache = new(StringComparer.Ordinal);

    string IOutboxReceiver.Kind => RevokedMessage;

    /// <summary>256 random bits; only hash and prefix go any further than the page that shows it.</summary>
    public static ApiKeySecret NewSecret()
    {
        var key = "cp_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        return new ApiKeySecret(key, HashOf(key), key[..10]);
    }

    /// <summary>Adds a key to a transaction.</summary>
    public Result<ApiKey> Add(AppDbContext db, string name, IReadOnlyCollection<string> scopes, string? dealerId, int? days, string hash, string prefix)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(scopes);
        if (string.IsNullOrWhiteSpace(name) || name.Length > 100)
        {
            return Error.Of("name_required").On("name");
        }

        if (scopes.Count == 0 || scopes.FirstOrDefault(s => !KnownScopes.Contains(s)) is not null)
        {
            return Error.Of("unknown_scope", string.Join(", ", scopes), string.Join(", ", KnownScopes)).On("scopes");
        }

        if (days is < 1 or > MaximumDays)
        {
            return Error.Of("expiry_invalid", MaximumDays).On("days");
        }

        var now = time.GetUtcNow();
        var key = new ApiKey
        {
            Id = SequentialId.New(time),
            Name = name,
            Hash = hash,
            Prefix = prefix,
            Scopes = string.Join(',', scopes),
            OwnerDealerId = dealerId,
            CreatedAt = now,
            ExpiresAt = days is { } life ? now.AddDays(life) : null,
        };
        db.Add(key);
        return key;
    }

    /// <summary>For the command line and the demo, which have no command of a user. Audited like one.</summary>
    /// <returns>The key in the clear, for the one time that it is shown.</returns>
    public async Task<Result<string>> CreateAsync(string name, IReadOnlyCollection<string> scopes, string? dealerId, Caller caller, CancellationToken cancellationToken)
    {
        var secret = NewSecret();
        var key = await AloneAsync(caller, db => Task.FromResult(Add(db, name, scopes, dealerId, null, secret.Hash, secret.Prefix)), "apikey.created", cancellationToken);
        return key.Ok ? secret.Secret : Result<string>.Fail(key.Errors);
    }

    Task IOutboxReceiver.ReceiveAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        cache.Clear();
        return Task.CompletedTask;
    }

    /// <returns>False when there is no such live key.</returns>
    public async Task<bool> RevokeAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        var key = await AloneAsync(caller, async db => await RevokeAsync(db, id, cancellationToken), "apikey.revoked", cancellationToken);
        cache.Clear();
        return key.Ok;
    }

    /// <summary>The live key, or null.</summary>
    public async Task<ApiKey?> FindAsync(string key, CancellationToken cancellationToken)
    {
        var hash = HashOf(key);
        if (cache.TryGetValue(hash, out var entry) && entry.Until > time.GetUtcNow())
        {
            return entry.Key;
        }

        await using var db = factory.Create(DealerScope.All);
        var now = time.GetUtcNow();
        var found = await db.Set<ApiKey>().AsNoTracking().SingleOrDefaultAsync(k => k.Hash == hash && k.RevokedAt == null && (k.ExpiresAt == null || k.ExpiresAt > now), cancellationToken);
        if (found is not null && !(found.LastUsedAt > now - s_usedStep))
        {
            await MarkUsedAsync(db, found.Id, now, cancellationToken);
        }

        if (cache.Count > 10_000)
        {
            cache.Clear();
        }

        var until = now + s_cacheFor;
        cache[hash] = (found?.ExpiresAt < until ? found.ExpiresAt.Value : until, found);
        return found;
    }

    private async Task<Result<ApiKey>> RevokeAsync(AppDbContext db, Guid id, CancellationToken cancellationToken)
    {
        if (await db.Set<ApiKey>().SingleOrDefaultAsync(k => k.Id == id && k.RevokedAt == null, cancellationToken) is not { } key)
        {
            return Error.NotFound;
        }

        key.RevokedAt = time.GetUtcNow();
        return key;
    }

    private async Task<Result<ApiKey>> AloneAsync(Caller caller, Func<AppDbContext, Task<Result<ApiKey>>> change, string action, CancellationToken cancellationToken)
    {
        using var turn = await services.GetRequiredService<WriteGate>().EnterAsync(cancellationToken);
        await using var db = factory.Create(DealerScope.All);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var result = await change(db);
        if (result is not { Ok: true, Value: { } key })
        {
            return result;
        }

        await db.SaveChangesAsync(cancellationToken);
        var after = new { key.Name, key.Prefix, key.Scopes, key.OwnerDealerId, key.ExpiresAt };
        await audit.AppendAsync(db, caller, [new AuditNote(action, "api_key", key.Id.ToString(), null, after, null, null)], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    private async Task MarkUsedAsync(AppDbContext db, Guid id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            using var turn = await services.GetRequiredService<WriteGate>().EnterAsync(cancellationToken);
            await db.Set<ApiKey>().Where(k => k.Id == id).ExecuteUpdateAsync(k => k.SetProperty(x => x.LastUsedAt, now), cancellationToken);
        }
        catch (System.Data.Common.DbException)
        {
            // A date that stands still is no reason to refuse the call.
        }
    }

    private static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}

/// <summary>Scheme of the API: <c>Authorization: Bearer cp_…</c>. Never the cookie, so a foreign page cannot post with a user's rights.</summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiKeyStore keys, IProblemDetailsService problems)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "ApiKey";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer cp_", StringComparison.Ordinal) || header.Length > 100)
        {
            return AuthenticateResult.NoResult();
        }

        if (await keys.FindAsync(header["Bearer ".Length..], Context.RequestAborted) is not { } key)
        {
            return AuthenticateResult.Fail("unknown key");
        }

        var identity = new ClaimsIdentity(Scheme);
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, "key:" + key.Id));
        identity.AddClaim(new Claim(ClaimTypes.Name, key.Name));
        identity.AddClaims(key.Scopes.Split(',').Select(s => new Claim(PortalClaims.ApiScope, s)));
        if (key.OwnerDealerId is { } dealer)
        {
            identity.AddClaim(new Claim(PortalClaims.Dealer, dealer));
        }

        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        AnswerAsync(StatusCodes.Status401Unauthorized, "key_required");

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        AnswerAsync(StatusCodes.Status403Forbidden, "scope_missing");

    private async Task AnswerAsync(int status, string code)
    {
        Response.StatusCode = status;
        if (status == StatusCodes.Status401Unauthorized)
        {
            Response.Headers.WWWAuthenticate = "Bearer";
        }

        await problems.WriteAsync(new ProblemDetailsContext
        {
            HttpContext = Context,
            ProblemDetails = Problems.Of(Context, status, [Error.Of(code)], Context.RequestServices.GetRequiredService<ErrorTexts>()),
        });
    }
}
