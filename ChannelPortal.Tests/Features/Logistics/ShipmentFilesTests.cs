using System.Net;
using System.Net.Http.Json;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Logistics.Data;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ChannelPortal.Tests.Features.Logistics;

/// <summary>Photos, papers and the carriers' API through the whole host: nothing of another dealer.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class ShipmentFilesTests(SqliteDatabase database) : IClassFixture<SqliteDatabase>
{
    [Fact]
    public async Task PhotoAndPapers_AreThereForTheOwnerAndHeadOffice_AndNotFoundForAnotherDealer()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var printed = new Printer();
        await using var portal = await StartAsync(printed);
        var jpeg = new byte[] { 0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 };
        var photo = (await portal.Services.GetRequiredService<DeliveryPhotos>().SaveAsync(new MemoryStream(jpeg), cancellation)).Value!;
        var confirmed = await portal.Services.GetRequiredService<ICommandDispatcher>().SendAsync(
            new ConfirmReceipt("SH-1", "王师傅", [new ReceiptLine(1, 0, 1_000)], null, null, photo), Some.DealerCaller("D0001", "DA"), "c1", cancellation);
        Assert.True(confirmed.Ok, string.Join(',', confirmed.Errors.Select(e => e.Code)));
        using var own = await portal.SignInAsRoleAsync("DS");
        using var other = await portal.SignInAsRoleAsync("DA", "D0002");
        using var office = await portal.SignInAsRoleAsync("SVC");
        using var carrier = await portal.SignInAsRoleAsync("LRN");

        Assert.Equal(jpeg, await own.GetByteArrayAsync(new Uri("/shipments/SH-1/photo", UriKind.Relative), cancellation));
        foreach (var path in new[] { "photo", "packing-list.pdf", "pod.pdf" })
        {
            using var seen = await office.GetAsync(new Uri("/shipments/SH-1/" + path, UriKind.Relative), cancellation);
            Assert.Equal((HttpStatusCode.OK, path == "photo" ? "image/jpeg" : "application/pdf"), (seen.StatusCode, seen.Content.Headers.ContentType!.MediaType));
            using var foreign = await other.GetAsync(new Uri("/shipments/SH-1/" + path, UriKind.Relative), cancellation);
            Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
            using var unknown = await other.GetAsync(new Uri("/shipments/SH-NONE/" + path, UriKind.Relative), cancellation);
            Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
            using var refused = await carrier.GetAsync(new Uri("/shipments/SH-1/" + path, UriKind.Relative), cancellation);
            Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
        }

        Assert.Contains("P0001", string.Join(' ', printed.Last!.Blocks.OfType<DataTable>().SelectMany(t => t.Groups).SelectMany(g => g.Rows).SelectMany(r => r.Cells).Select(c => c.Text.Zh)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TrackingApi_NeedsItsScope_AndCountsAnEventOnce()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var portal = await StartAsync(new Printer());
        using var key = await portal.ApiClientAsync("tracking:write");
        using var wrong = await portal.ApiClientAsync("metrics:read");
        var body = new { events = new[] { new { trackingNo = "DBSH-1", at = Some.Noon.AddMinutes(30), code = "0", place = "嘉兴" } } };
        var address = new Uri("/api/v1/tracking", UriKind.Relative);
        using var refused = await wrong.PostAsJsonAsync(address, body, cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        for (var accepted = 1; accepted >= 0; accepted--)
        {
            using var answer = await key.PostAsJsonAsync(address, body, cancellation);
            var told = (await answer.Content.ReadFromJsonAsync<TrackingAnswer>(cancellation))!;
            Assert.Equal((accepted, 1 - accepted), (told.Accepted, told.Duplicate));
        }

        using var empty = await key.PostAsJsonAsync(address, new { events = Array.Empty<object>() }, cancellation);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
    }

    private async Task<TestPortal> StartAsync(Printer printer)
    {
        var portal = new TestPortal(await database.FreshAsync(), new FakeTimeProvider(Some.Noon.AddHours(1)), s => s.AddSingleton<IReportPdfRenderer>(printer));
        await portal.RecordAsync("world", [.. Some.World(), Some.Order("SO-1", status: "shipped"), Some.OrderLine("SO-1", status: "shipped"), Some.Shipment("SH-1", "SO-1")]);
        return portal;
    }

    private sealed class Printer : IReportPdfRenderer
    {
        public ReportDocument? Last { get; private set; }

        public Task<byte[]> RenderAsync(ReportDocument document, CancellationToken cancellationToken)
        {
            Last = document;
            return Task.FromResult("%PDF"u8.ToArray());
        }
    }
}
