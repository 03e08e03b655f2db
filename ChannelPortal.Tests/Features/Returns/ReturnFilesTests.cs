using System.Net;
using ChannelPortal.Features.Returns.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Tests.Features.Orders;
using ChannelPortal.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ChannelPortal.Tests.Features.Returns;

/// <summary>Photos and slips through the whole host: the own ones, and nothing of another dealer.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class ReturnFilesTests(SqliteDatabase database) : IClassFixture<SqliteDatabase>
{
    [Fact]
    public async Task PhotoAndSlip_AreForTheDealerAndHeadOffice_AndUnknownToAnotherDealer()
    {
        var printed = new Printer();
        await using var portal = new TestPortal(await database.FreshAsync(), new FakeTimeProvider(Some.Noon.AddHours(1)), s => s.AddSingleton<IReportPdfRenderer>(printed));
        await portal.RecordAsync("world", Some.World());
        await portal.RecordAsync("ar", Ordering.Snapshot("D0001", 100_000_00));
        var order = Some.Order("SO-1", on: Some.Day.AddDays(-5), status: "delivered", netAmount: 1_000_00);
        order.DeliveredAt = Some.Noon.AddDays(-1);
        var line = Some.OrderLine("SO-1", on: order.OrderedOn, netAmount: 1_000_00, status: "shipped");
        line.ShippedQty = line.OrderedQty;
        await portal.RecordAsync("order", order, line);
        using var picture = new MemoryStream(Returning.Picture);
        var photo = (await portal.Services.GetRequiredService<IReturnPhotos>().KeepAsync(Returning.Buyer, picture, null, 0, TestContext.Current.CancellationToken)).Value;
        var requested = await portal.Services.GetRequiredService<ICommandDispatcher>().SendAsync(
            new RequestReturn([new ReturnItem("SO-1", 1, 2_000, "damage", null, [photo])]), Returning.Buyer, "c1", TestContext.Current.CancellationToken);
        Assert.True(requested.Ok);
        var addresses = new[] { $"/returns/photos/{photo}", $"/returns/{requested.Value.Number}/slip.pdf" };
        using var own = await portal.SignInAsRoleAsync("DB");
        using var warehouse = await portal.SignInAsRoleAsync("SVC");
        using var other = await portal.SignInAsRoleAsync("DA", "D0002");
        foreach (var client in new[] { own, warehouse })
        {
            using var image = await client.GetAsync(new Uri(addresses[0], UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(("image/png", "nosniff"), (image.Content.Headers.ContentType!.MediaType, string.Join(',', image.Headers.GetValues("X-Content-Type-Options"))));
            Assert.Equal(Returning.Picture, await image.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
            using var slip = await client.GetAsync(new Uri(addresses[1], UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal("application/pdf", slip.Content.Headers.ContentType!.MediaType);
        }

        Assert.Equal(requested.Value.Number, printed.Last!.Blocks.OfType<Heading>().First().Text.Zh);
        foreach (var address in addresses)
        {
            using var refused = await other.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }
    }

    private sealed class Printer : IReportPdfRenderer
    {
        public ReportDocument? Last { get; private set; }

        public Task<byte[]> RenderAsync(ReportDocument document, CancellationToken cancellationToken)
        {
            Last = document;
            return Task.FromResult("%PDF-1.7"u8.ToArray());
        }
    }
}
