using ChannelPortal.Platform.Audit;
using ChannelPortal.Platform.CommandLine;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using ChannelPortal.Platform.Observability;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using NetEscapades.AspNetCore.SecurityHeaders;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Scalar.AspNetCore;

namespace ChannelPortal.Platform;

/// <summary>The machinery below the features, registered once.</summary>
internal static class PlatformServices
{
    private const string ReferencePath = "/docs/api";

    public static readonly string[] Cultures = ["zh-CN", "en"];

    public static IServiceCollection AddPlatform(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PortalOptions>().BindConfiguration("ChannelPortal").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<DatabaseOptions>().BindConfiguration("Database").ValidateDataAnnotations().ValidateOnStart()
            .PostConfigure<IOptions<PortalOptions>>((database, portal) => database.ConnectionString =
                configuration.GetConnectionString("Portal") is { Length: > 0 } given ? given
                : database.Provider == DatabaseProvider.Sqlite ? $"Data Source={portal.Value.PathOf("portal.db")};Default Timeout=30"
                : "");
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(sp => new BusinessClock(
            sp.GetRequiredService<TimeProvider>(),
            TimeZoneInfo.FindSystemTimeZoneById(sp.GetRequiredService<IOptions<PortalOptions>>().Value.TimeZone),
            sp.GetRequiredService<IOptions<PortalOptions>>().Value.FiscalYearStart));
        services.AddSingleton(sp => new AppDbFactory(sp.GetRequiredService<IOptions<DatabaseOptions>>().Value, sp));
        services.AddSingleton<IAppDbFactory>(sp => sp.GetRequiredService<AppDbFactory>());
        services.AddSingleton<DatabaseMigrator>();
        services.AddSingleton<Preparation>();

        services.AddSingleton(_ => FactCatalog.Product);
        services.AddSingleton<FactStream>();
        services.AddSingleton<IFactStream>(sp => sp.GetRequiredService<FactStream>());
        services.AddSingleton<WriteGate>();
        services.AddSingleton<FactReferences>();
        services.AddSingleton<FactApplier>();
        services.AddSingleton<GroupCommitWriter>();
        services.AddSingleton<IFactWriter>(sp => sp.GetRequiredService<GroupCommitWriter>());
        services.AddHostedService(sp => sp.GetRequiredService<GroupCommitWriter>());
        services.AddSingleton<IFactBulkLoader, FactBulkLoader>();
        services.AddSingleton<IRollupRebuilder, RollupRebuilder>();
        services.AddSingleton<EventReader>();
        services.AddSingleton<EventIngestion>();

        services.AddSingleton(sp => AuditKey.Load(configuration["Audit:Key"], sp.GetRequiredService<IOptions<PortalOptions>>().Value.PathOf("audit.key")));
        services.AddSingleton<AuditLog>();
        services.AddSingleton<ICommandDispatcher, CommandDispatcher>();
        services.AddSingleton<CommandLimits>();
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<OutboxPump>();
        services.AddHostedService(sp => sp.GetRequiredService<OutboxPump>());

        services.AddSingleton<LiveFeed>();
        services.AddSingleton<ILiveFeed>(sp => sp.GetRequiredService<LiveFeed>());
        services.AddSingleton<ILiveBroadcast, LiveBroadcast>();
        services.AddSingleton<FirstReads>();
        services.AddSingleton<LiveConnections>();
        services.AddHostedService<LiveHeartbeat>();
        services.AddHostedService<NodeNotes>();

        services.AddSingleton<Files.FileStore>();
        services.AddDocuments(configuration).AddJobs(configuration).AddPeriodicJob<RollupCheckJob>();
        services.AddSingleton<ErrorTexts>();
        services.AddPortalSecurity();
        services.AddHealthChecks()
            .AddCheck<DatabaseCheck>("database", tags: ["ready"])
            .AddCheck<DiskCheck>("disk", tags: ["ready"])
            .AddCheck<KeyRingCheck>("key-ring", tags: ["ready"])
            .AddCheck<RollupCheckHealth>("rollup-check")
            .AddCheck<StoppingCheck>("running", tags: ["ready"]);
        services.AddVerb<MigrateVerb>().AddVerb<RebuildRollupsVerb>().AddVerb<UserVerb>().AddVerb<ApiKeyVerb>().AddVerb<DoctorVerb>().AddVerb<DocsVerb>().AddVerb<IngestVerb>();
        return services;
    }

    /// <summary>What only the web host needs.</summary>
    public static IServiceCollection AddPlatformWeb(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddHttpContextAccessor();
        services.AddJobSchedule(configuration);
        services.AddProblemDetails(o => o.CustomizeProblemDetails = context =>
        {
            // The framework has written its whole activity id; the logs are searched by the trace alone.
            context.ProblemDetails.Extensions["traceId"] = Problems.TraceId(context.HttpContext);
            context.ProblemDetails.Extensions.TryAdd("code", "server_error");
        });
        services.AddLocalization();
        services.AddAntiforgery();
        services.Configure<RequestLocalizationOptions>(o =>
        {
            o.SetDefaultCulture(Cultures[0]).AddSupportedCultures(Cultures).AddSupportedUICultures(Cultures);
            o.ApplyCurrentCultureToResponseHeaders = true;

            // The person's own choice first, then the browser's languages.
            o.RequestCultureProviders = [new CookieRequestCultureProvider(), new AcceptLanguageHeaderRequestCultureProvider()];
        });
        services.AddRateLimiter(o => o.AddApiRateLimit(configuration.GetValue("Api:RequestsPerMinute", 600)));
        services.AddOpenApi(o =>
        {
            o.ShouldInclude = d => d.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
            o.AddDocumentTransformer<ApiDocument>().AddOperationTransformer<ApiDocument>();
        });
        services.AddSignalR(o => o.EnableDetailedErrors = false);
        services.AddResponseCompression(o => o.EnableForHttps = false);
        var telemetry = services.AddOpenTelemetry().ConfigureResource(r => r.AddService(Telemetry.Name))
            .WithMetrics(m => m.AddMeter(
                    Telemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Components",
                    "Microsoft.AspNetCore.Components.Lifecycle", "Microsoft.AspNetCore.Components.Server.Circuits", "Microsoft.AspNetCore.Http.Connections",
                    "Quartz", "Npgsql", "Microsoft.EntityFrameworkCore")
                .AddRuntimeInstrumentation().AddPrometheusExporter())
            .WithTracing(t => t.AddSource(Telemetry.Name, "Microsoft.AspNetCore.Components", "Npgsql").AddAspNetCoreInstrumentation().AddHttpClientInstrumentation());
        if (configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
        {
            OpenTelemetry.OpenTelemetryBuilderOtlpExporterExtensions.UseOtlpExporter(telemetry);
        }

        services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(15));
        return services;
    }

    /// <summary>Middleware in order.</summary>
    public static void UsePlatform(this WebApplication app)
    {
        app.UseExceptionHandler(error => error.Run(UnhandledErrors.AnswerAsync));
        app.UseWhen(IsReference, reference => reference.UseSecurityHeaders(SecurityHeaders.ReferencePolicy));
        app.UseWhen(http => !IsReference(http), other => other.UseSecurityHeaders(SecurityHeaders.Policy));

        // Pages shrink to a quarter; static assets are compressed already.
        app.UseResponseCompression();
        app.UseRequestLocalization();
        app.UseMiddleware<OriginGuard>();
        app.UseWebSockets();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseAntiforgery();
        app.UseStatusCodePages(StatusPages.AnswerAsync);
    }

    private static bool IsReference(HttpContext http) => http.Request.Path.StartsWithSegments(ReferencePath, StringComparison.OrdinalIgnoreCase);

    public static void MapPlatform(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapEvents();
        app.MapHub<LiveHub>("/hubs/live", o => o.CloseOnAuthenticationExpiration = true).RequireAuthorization();
        app.MapOpenApi().WithMetadata(new PublicAccessAttribute("The description of the API holds no data."));
        app.MapScalarApiReference(ReferencePath, (options, http) => options
                .WithTitle(ApiDocument.Title).WithOpenApiRoutePattern("/openapi/{documentName}.json").WithNonce(http.GetNonce())
                .AddHeadContent("<script src=\"/js/reference.js\"></script>").AddPreferredSecuritySchemes(ApiDocument.Scheme)
                .DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().HideClientButton().HideDeveloperTools())
            .WithMetadata(new PublicAccessAttribute("The description of the API holds no data."));
        app.MapPrometheusScrapingEndpoint().WithMetadata(new PublicAccessAttribute("Counters without any business row; the proxy recipe keeps it inside."));
        app.MapHealth();
    }
}
