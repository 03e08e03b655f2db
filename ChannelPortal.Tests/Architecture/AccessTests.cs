using System.Reflection;
using System.Runtime.CompilerServices;
using ChannelPortal.Platform.CommandLine;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Live;
using ChannelPortal.Platform.Security;
using ChannelPortal.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Architecture;

/// <summary>Every way in names a permission of permissions.csv, or says in public and with a reason that it needs none.</summary>
public sealed class AccessTests
{
    private const string Header = "permission,EXEC,CHM,FIN,RISK,MKT,LRN,SVC,REC,INSP,DA,DB,DS,DF,ADM,PUB";
    private static readonly Assembly s_product = typeof(Permissions).Assembly;

    [Fact]
    public void Pages_NameAPermission_OrArePublic()
    {
        Assert.NotEmpty(OpenPages(typeof(AccessTests).Assembly));
        Assert.Empty(OpenPages(s_product));
    }

    [Fact]
    public void Commands_NameAPermission()
    {
        Assert.NotEmpty(OpenCommands(typeof(AccessTests).Assembly));
        Assert.Empty(OpenCommands(s_product));
    }

    [Fact]
    public void LiveTopics_NameAPermission()
    {
        Assert.NotEmpty(OpenTopics(typeof(AccessTests).Assembly));
        Assert.Empty(OpenTopics(s_product));
    }

    [Fact]
    public void Hubs_NeedASignedInUser()
    {
        Assert.NotEmpty(OpenHubs(typeof(AccessTests).Assembly));
        Assert.Empty(OpenHubs(s_product));
    }

    [Fact]
    public void PermissionsFile_IsComplete()
    {
        var csv = Repository.Read("ChannelPortal/permissions.csv");
        var lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(Header, lines[0]);
        var names = lines.Skip(1).Select(l => l.Split(',')[0]).ToList();
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.Throws<InvalidDataException>(() => Permissions.Parse(Header + "\nboards.read,allow"));
        Assert.Throws<InvalidDataException>(() => Permissions.Parse("permission,EXEC\na,allow\na,deny"));
    }

    private static List<string> OpenPages(Assembly assembly) =>
    [
        .. assembly.GetTypes().Where(t => t.IsDefined(typeof(RouteAttribute), inherit: false))
            .Where(t => t.GetCustomAttribute<PublicAccessAttribute>() is null
                && !t.GetCustomAttributes<AuthorizeAttribute>().Any(a => a.Policy is { } policy && Permissions.Product.Exists(policy)))
            .Select(t => t.FullName!),
    ];

    private static List<string> OpenCommands(Assembly assembly) =>
    [
        .. assembly.GetTypes().Where(t => t is { IsAbstract: false, IsInterface: false }
                && t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ICommand<>)))
            .Where(t => t.GetCustomAttribute<PermissionAttribute>() is not { } permission || !Permissions.Product.Exists(permission.Permission))
            .Select(t => t.FullName!),
    ];

    private static List<string> OpenTopics(Assembly assembly) =>
    [
        .. assembly.GetTypes().Where(t => t is { IsAbstract: false, IsInterface: false } && typeof(ILiveTopic).IsAssignableFrom(t))
            .Where(t => !Permissions.Product.Exists(((ILiveTopic)RuntimeHelpers.GetUninitializedObject(t)).Permission))
            .Select(t => t.FullName!),
    ];

    private static List<string> OpenHubs(Assembly assembly) =>
    [
        .. assembly.GetTypes().Where(t => t is { IsAbstract: false } && typeof(Hub).IsAssignableFrom(t))
            .Where(t => !t.IsDefined(typeof(AuthorizeAttribute), inherit: true))
            .Select(t => t.FullName!),
    ];

    [Route("/planted")]
    [Authorize]
    private sealed class PlantedPage : ComponentBase;

    [Permission("no.such.permission")]
    private sealed record PlantedCommand : ICommand<int>;

    private sealed class PlantedHub : Hub;

    private sealed class PlantedTopic : ILiveTopic
    {
        public string Pattern => "planted";

        public string Permission => "no.such.permission";

        public ChannelPortal.Platform.Kernel.DealerScope? ScopeFor(ChannelPortal.Platform.Kernel.Caller caller, IReadOnlyDictionary<string, string> args) => null;

        public bool IsTouchedBy(ChannelPortal.Platform.Facts.FactChange change, ChannelPortal.Platform.Kernel.DealerScope scope, IReadOnlyDictionary<string, string> args) => false;

        public Task<LiveCells> ComputeAsync(ChannelPortal.Platform.Kernel.DealerScope scope, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken) =>
            Task.FromResult(new LiveCells());
    }
}

/// <summary>The running host: its container, its endpoints, its command line.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class HostTests(SqliteDatabase database) : IClassFixture<SqliteDatabase>
{
    /// <summary>Endpoints of frameworks that take no marks, each with its reason.</summary>
    private static readonly Dictionary<string, string> s_unmarked = new(StringComparer.Ordinal)
    {
        ["_blazor"] = "A circuit can be opened only with a descriptor that a page's own prerendering signed; pages are authorised.",
        ["_framework/"] = "Scripts of the framework.",
        ["{**path:file}"] = "Static files of the framework.",
    };

    [Fact]
    public async Task Container_Builds_WithScopesValidated()
    {
        await using var portal = new TestPortal(database);
        Assert.NotNull(portal.Services.GetRequiredService<ICommandDispatcher>());
    }

    [Fact]
    public async Task Endpoints_NameAPermission_OrArePublic()
    {
        await using var portal = new TestPortal(database);
        var endpoints = portal.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().ToList();
        Assert.NotEmpty(endpoints);
        Assert.Empty(OpenEndpoints(endpoints));

        // Planted: an endpoint that somebody forgot to mark.
        var forgotten = new RouteEndpoint(_ => Task.CompletedTask, Microsoft.AspNetCore.Routing.Patterns.RoutePatternFactory.Parse("/api/v1/forgotten"), 0, new EndpointMetadataCollection(), null);
        Assert.Equal(["api/v1/forgotten"], OpenEndpoints([.. endpoints, forgotten]));
    }

    [Fact]
    public async Task Pages_OfAdministration_AnswerOnlyTheirRole()
    {
        await using var portal = new TestPortal(database);
        using var finance = await portal.SignInAsRoleAsync("FIN");
        using var dealer = await portal.SignInAsRoleAsync("DA");
        using var administrator = await portal.SignInAsRoleAsync("ADM");
        foreach (var page in new[] { "/users", "/api-keys", "/api-keys/new", "/quarantine", "/audit", "/jobs", $"/users/{Guid.Empty}/link", "/notifications/endpoints", "/notifications/templates" })
        {
            var address = new Uri(page, UriKind.Relative);
            foreach (var client in new[] { finance, dealer })
            {
                using var refused = await client.GetAsync(address, TestContext.Current.CancellationToken);
                Assert.True(refused.StatusCode is System.Net.HttpStatusCode.Found or System.Net.HttpStatusCode.Forbidden, $"{page}: {refused.StatusCode}");
            }

            using var allowed = await administrator.GetAsync(address, TestContext.Current.CancellationToken);
            Assert.Equal(System.Net.HttpStatusCode.OK, allowed.StatusCode);
        }
    }

    /// <summary>Endpoints without a right and without a reason to need none.</summary>
    private static IEnumerable<string> OpenEndpoints(IEnumerable<RouteEndpoint> endpoints) => endpoints
        .Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is null && e.Metadata.GetOrderedMetadata<IAuthorizeData>().Count == 0)
        .Select(e => e.RoutePattern.RawText?.TrimStart('/') ?? "")
        .Where(p => !s_unmarked.Keys.Any(u => p.StartsWith(u, StringComparison.Ordinal)))
        .Distinct(StringComparer.Ordinal);

    [Fact]
    public async Task Verbs_AreRegistered_AndSpeakJson()
    {
        await using var portal = new TestPortal(database);
        var verbs = portal.Services.GetServices<ICliVerb>().ToList();
        var all = typeof(ICliVerb).Assembly.GetTypes().Where(t => t is { IsAbstract: false, IsInterface: false } && typeof(ICliVerb).IsAssignableFrom(t));
        Assert.Equal(all.Select(t => t.Name).Order(StringComparer.Ordinal), verbs.Select(v => v.GetType().Name).Order(StringComparer.Ordinal));
        foreach (var command in verbs.Select(v => v.Build()).SelectMany(c => c.Subcommands.Count == 0 ? [c] : c.Subcommands.AsEnumerable()))
        {
            Assert.False(string.IsNullOrWhiteSpace(command.Description), $"{command.Name} has no description.");
            Assert.True(command.Options.Any(o => o.Name == "--json"), $"{command.Name} has no --json.");
        }
    }
}
