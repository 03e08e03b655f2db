using System.Security.Claims;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Platform.Security;

/// <summary>Sign-in, rights and sessions.</summary>
internal static class SecurityServices
{
    public const string LoginPath = "/account/login";

    public static IServiceCollection AddPortalSecurity(this IServiceCollection services)
    {
        services.AddScoped(sp => sp.GetRequiredService<IAppDbFactory>().Create(DealerScope.None));
        services.AddIdentityCore<PortalUser>(o =>
            {
                // Length, not composition (ASVS 6.2.1, 6.2.5).
                o.Password.RequiredLength = 12;
                o.Password.RequireDigit = o.Password.RequireLowercase = o.Password.RequireUppercase = o.Password.RequireNonAlphanumeric = false;
                o.Lockout.MaxFailedAccessAttempts = 5;
                o.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
                o.User.RequireUniqueEmail = true;
                o.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
            })
            .AddRoles<IdentityRole<Guid>>()
            .AddEntityFrameworkStores<AppDbContext>()
            .AddSignInManager<PortalSignInManager>()
            .AddClaimsPrincipalFactory<PortalClaimsFactory>()
            .AddDefaultTokenProviders();
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = 210_000);
        services.AddAuthentication(o =>
            {
                o.DefaultScheme = IdentityConstants.ApplicationScheme;
                o.DefaultSignInScheme = IdentityConstants.ExternalScheme;
            })
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.Scheme, null)
            .AddIdentityCookies();
        services.ConfigureApplicationCookie(o =>
        {
            o.Cookie.Name = "cp";
            o.Cookie.HttpOnly = true;
            o.Cookie.SameSite = SameSiteMode.Lax;
            o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            o.ExpireTimeSpan = TimeSpan.FromMinutes(30);
            o.SlidingExpiration = true;
            o.LoginPath = LoginPath;
            o.LogoutPath = "/account/logout";
            o.AccessDeniedPath = "/account/denied";
        });
        services.Configure<SecurityStampValidatorOptions>(o => o.ValidationInterval = TimeSpan.FromMinutes(1));
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme).Configure<SessionRegistry, IOptions<SecurityStampValidatorOptions>, TimeProvider>((o, sessions, stamps, time) =>
        {
            var validate = o.Events.OnValidatePrincipal;
            o.Events.OnValidatePrincipal = context =>
            {
                if (context.Principal?.FindFirstValue(ClaimTypes.NameIdentifier) is { } user && sessions.HasEndedSince(user, context.Properties.IssuedUtc))
                {
                    // Without an issue time the stamp is compared now; otherwise an ended user could come back for the rest of the minute.
                    context.Properties.IssuedUtc = null;
                }

                // The validator would say the same, after it had opened a database context on every request.
                return context.Properties.IssuedUtc is { } issued && time.GetUtcNow() - issued <= stamps.Value.ValidationInterval ? Task.CompletedTask : validate(context);
            };
        });
        services.AddOptions<IdentityPasskeyOptions>().Configure<IOptions<PortalOptions>>((o, portal) =>
        {
            // Fixed where it is known: a forged Host header must not decide which site a key belongs to.
            o.ServerDomain = portal.Value.PublicUrl?.Host;
            o.UserVerificationRequirement = "required";
            o.ResidentKeyRequirement = "required";
        });
        services.AddDataProtection().SetApplicationName("ChannelPortal");
        services.AddOptions<KeyManagementOptions>().Configure<AppDbFactory>((keys, factory) => keys.XmlRepository = new KeyRepository(factory));
        services.AddSingleton<IAuthorizationPolicyProvider, PermissionPolicyProvider>();
        services.AddSingleton<IAuthorizationHandler, PermissionHandler>();
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, RevalidatingAuthentication>();
        services.AddScoped<ICurrentCaller, CurrentCaller>();
        services.AddSingleton<CallerFactory>();
        services.AddSingleton<ApiKeyStore>();
        services.AddSingleton<SessionRegistry>();
        services.AddScoped<SessionCircuit>();
        services.AddScoped<CircuitHandler>(sp => sp.GetRequiredService<SessionCircuit>());
        services.AddScoped(sp => (PortalSignInManager)sp.GetRequiredService<SignInManager<PortalUser>>());
        services.AddScoped<UserAccounts>();
        services.AddSingleton<CustomRoles>();
        services.AddSingleton<IStartupTask>(sp => sp.GetRequiredService<CustomRoles>());
        services.AddSingleton<IOutboxReceiver>(sp => sp.GetRequiredService<CustomRoles>());
        services.AddHostedService(sp => sp.GetRequiredService<CustomRoles>());
        services.AddOutboxReceiver<SessionEnder>();
        services.AddOutboxReceiver<ScopeRenewer>();
        services.AddSingleton<IOutboxReceiver>(sp => sp.GetRequiredService<ApiKeyStore>());
        return services;
    }
}

/// <summary>A disabled user cannot sign in, and is told no more than a wrong password would tell.</summary>
internal sealed class PortalSignInManager(
    UserManager<PortalUser> users, IHttpContextAccessor http, IUserClaimsPrincipalFactory<PortalUser> claims, IOptions<IdentityOptions> options,
    ILogger<SignInManager<PortalUser>> logger, IAuthenticationSchemeProvider schemes, IUserConfirmation<PortalUser> confirmation)
    : SignInManager<PortalUser>(users, http, claims, options, logger, schemes, confirmation)
{
    // Verified against when there is no such user, so that the answer takes as long as for a known one.
    private static readonly string s_nobodyHash = new PasswordHasher<PortalUser>(Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }))
        .HashPassword(new PortalUser(), "nobody has this password");

    public override async Task<bool> CanSignInAsync(PortalUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return !user.IsDisabled && await base.CanSignInAsync(user);
    }

    /// <summary>A passkey proves who it is, but not that he may still come in.</summary>
    protected override async Task<SignInResult> SignInOrTwoFactorAsync(PortalUser user, bool isPersistent, string? loginProvider = null, bool bypassTwoFactor = false) =>
        await CanSignInAsync(user) ? await base.SignInOrTwoFactorAsync(user, isPersistent, loginProvider, bypassTwoFactor) : SignInResult.NotAllowed;

    /// <summary>Signs in with the browser's answer to the challenge; tells who it was, because the request's own principal is still nobody's.</summary>
    public async Task<(SignInResult Result, PortalUser? User)> SignInByPasskeyAsync(string? credential)
    {
        if (string.IsNullOrEmpty(credential))
        {
            return (SignInResult.Failed, null);
        }

        PasskeyAssertionResult<PortalUser> assertion;
        try
        {
            assertion = await PerformPasskeyAssertionAsync(credential);
        }
        catch (InvalidOperationException)
        {
            // No challenge is open in this browser, or it was answered already.
            return (SignInResult.Failed, null);
        }

        if (!assertion.Succeeded)
        {
            return (SignInResult.Failed, null);
        }

        // The counter moves on first: an assertion that is played again then fails.
        var kept = await UserManager.AddOrUpdatePasskeyAsync(assertion.User, assertion.Passkey);
        return kept.Succeeded ? (await SignInOrTwoFactorAsync(assertion.User, isPersistent: false, bypassTwoFactor: true), assertion.User) : (SignInResult.Failed, null);
    }

    public override async Task<SignInResult> PasswordSignInAsync(string userName, string password, bool isPersistent, bool lockoutOnFailure)
    {
        if (await UserManager.FindByNameAsync(userName) is null)
        {
            UserManager.PasswordHasher.VerifyHashedPassword(new PortalUser(), s_nobodyHash, password);
            return SignInResult.Failed;
        }

        return await base.PasswordSignInAsync(userName, password, isPersistent, lockoutOnFailure);
    }
}

/// <summary>Puts roles, dealer and regions into the cookie; the security stamp makes an old cookie invalid when they change.</summary>
internal sealed class PortalClaimsFactory(UserManager<PortalUser> users, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<PortalUser>(users, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(PortalUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaims(user.RoleList.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(r => new Claim(PortalClaims.Role, r)));
        identity.AddClaim(new Claim(PortalClaims.DisplayName, user.DisplayName));
        identity.AddClaim(new Claim(PortalClaims.Regions, user.RegionList));
        if (user.DealerId is not null)
        {
            identity.AddClaim(new Claim(PortalClaims.Dealer, user.DealerId));
        }

        return identity;
    }
}

/// <summary>Looks once a minute whether the circuit's user still exists, is enabled and has the same rights.</summary>
internal sealed class RevalidatingAuthentication(ILoggerFactory logger, IServiceScopeFactory scopes)
    : RevalidatingServerAuthenticationStateProvider(logger)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        if (authenticationState.User.Identity?.IsAuthenticated != true)
        {
            return true;
        }

        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        var user = await users.GetUserAsync(authenticationState.User);

        // A window that did not load again after a change of its regions ends here.
        return user is { IsDisabled: false } && authenticationState.User.FindFirstValue(PortalClaims.Regions) == user.RegionList
            && authenticationState.User.FindFirstValue(users.Options.ClaimsIdentity.SecurityStampClaimType) == await users.GetSecurityStampAsync(user);
    }
}
