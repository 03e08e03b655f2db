using ChannelPortal.Features.Alerts;
using ChannelPortal.Features.Approvals;
using ChannelPortal.Features.Boards;
using ChannelPortal.Features.Credit;
using ChannelPortal.Features.Diagnostics;
using ChannelPortal.Features.Identity;
using ChannelPortal.Features.Identity.Pages;
using ChannelPortal.Features.Imports;
using ChannelPortal.Features.Inventory;
using ChannelPortal.Features.Logistics;
using ChannelPortal.Features.Metrics;
using ChannelPortal.Features.Network;
using ChannelPortal.Features.Operations;
using ChannelPortal.Features.Orders;
using ChannelPortal.Features.Products;
using ChannelPortal.Features.Simulation;
using ChannelPortal.Features.Workbench;
using ChannelPortal.Platform.CommandLine;
using ChannelPortal.Platform;
using ChannelPortal.Shell;

var builder = PortalHost.CreateBuilder(args);
builder.Services.AddPlatform(builder.Configuration);
builder.Services.AddNetwork();
builder.Services.AddBoards();
builder.Services.AddSimulation();
builder.Services.AddWorkbench();
builder.Services.AddMetricCatalog();
builder.Services.AddDiagnostics(builder.Configuration);
builder.Services.AddImports();
builder.Services.AddAlerts();
builder.Services.AddApprovals();
builder.Services.AddProducts();
builder.Services.AddInventory();
builder.Services.AddCredit();
builder.Services.AddOrders();
builder.Services.AddLogistics();
builder.Services.AddOperations();
builder.Services.AddIdentityAdministration();

if (CommandLineHost.Wants(args))
{
    return await CommandLineHost.RunAsync(builder, args);
}

builder.Services.AddPlatformWeb(builder.Configuration);
builder.Services.AddShell();
builder.Services.AddAccountPages();
builder.Services.AddAlertDetectors();
builder.Services.AddApprovalClock();
builder.Services.AddLogisticsWeb();
builder.Services.AddInventoryWeb();
builder.Services.AddSimulationWeb();
var app = builder.Build();
app.UsePlatform();
app.MapPlatform();
app.MapMetricCatalog();
app.MapShell();
app.MapAccountPages();
app.MapDiagnostics();
await PortalHost.StartAsync(app.Services, CancellationToken.None);
await app.RunAsync();
return 0;
