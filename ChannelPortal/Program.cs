using ChannelPortal.Features.Metrics;
using ChannelPortal.Features.Network;
using ChannelPortal.Features.Simulation;
using ChannelPortal.Platform;
using ChannelPortal.Platform.CommandLine;

var builder = PortalHost.CreateBuilder(args);
builder.Services.AddPlatform(builder.Configuration);
builder.Services.AddNetwork();
builder.Services.AddSimulation();
builder.Services.AddMetricCatalog();

if (CommandLineHost.Wants(args))
{
    return await CommandLineHost.RunAsync(builder, args);
}

builder.Services.AddPlatformWeb(builder.Configuration);
var app = builder.Build();
app.UsePlatform();
app.MapPlatform();
app.MapMetricCatalog();
await PortalHost.StartAsync(app.Services, CancellationToken.None);
await app.RunAsync();
return 0;
