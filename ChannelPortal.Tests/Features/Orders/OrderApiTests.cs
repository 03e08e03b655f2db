using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ChannelPortal.Tests.Features.Orders;

/// <summary><c>/api/v1/orders</c> and <c>/api/v1/prices</c> as the systems of two dealers meet them.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public abstract class OrderApiTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly Uri s_orders = new("/api/v1/orders", UriKind.Relative);
    private static readonly object s_body = new { lines = new[] { new { productId = "P0001", quantity = 10 }, new { productId = "P0002", quantity = 3 } } };

    [Fact]
    public async Task Post_TheSameKeyAndBody_GivesTheFirstAnswerAgain()
    {
        await using var site = await SiteAsync();
        var portal = site.Portal;
        using var client = await ClientAsync(portal, "D0001", "orders:write", "orders:read");
        using var first = await PostAsync(client, "k-1", s_body);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        var placed = await first.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        using var again = await PostAsync(client, "k-1", s_body);
        Assert.Equal(placed.GetRawText(), (await again.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetRawText());
        using var other = await PostAsync(client, "k-1", new { lines = new[] { new { productId = "P0001", quantity = 11 } } });
        Assert.Equal((HttpStatusCode.Conflict, "command_id_reused"), (other.StatusCode, await CodeAsync(other)));
        await using var db = site.Database.Open();
        Assert.Equal(1, await db.Set<OrderFact>().CountAsync(Cancellation));
        Assert.Equal(1_416_50m, placed.GetProperty("net").GetDecimal() * 100);
    }

    [Fact]
    public async Task Post_AtTheSameTimeUnderOneKey_OrdersOnce()
    {
        await using var site = await SiteAsync();
        var portal = site.Portal;
        using var client = await ClientAsync(portal, "D0001", "orders:write");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            using var response = await PostAsync(client, "same", s_body);
            return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
        }));
        Assert.Single(answers.Distinct());
        Assert.Equal(HttpStatusCode.OK, answers[0].StatusCode);
        await using var db = site.Database.Open();
        Assert.Equal(1, await db.Set<OrderFact>().CountAsync(Cancellation));
    }

    [Fact]
    public async Task Post_Faults_HaveTheirProblems()
    {
        await using var site = await SiteAsync();
        var portal = site.Portal;
        using var client = await ClientAsync(portal, "D0001", "orders:write");
        using var keyless = await client.PostAsJsonAsync(s_orders, s_body, Cancellation);
        Assert.Equal((HttpStatusCode.BadRequest, "idempotency_key_required"), (keyless.StatusCode, await CodeAsync(keyless)));
        using var faulty = await PostAsync(client, "k-2", new { lines = new[] { new { productId = "P0001", quantity = 1m }, new { productId = "P9999", quantity = 1m }, new { productId = "P0002", quantity = -4m } } });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, faulty.StatusCode);
        var problem = await faulty.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal(["lines[1].productId", "lines[2].quantity"], problem.GetProperty("errors").EnumerateObject().Select(e => e.Name));
        using var empty = await PostAsync(client, "k-3", new { });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "order_empty"), (empty.StatusCode, await CodeAsync(empty)));
        using var nothing = await PostAsync(client, "k-4", new { lines = new object?[] { null } });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "order_product_unknown"), (nothing.StatusCode, await CodeAsync(nothing)));
        using var huge = await PostAsync(client, "k-5", new { lines = new[] { new { productId = "P0001", quantity = 1e20m } } });
        Assert.Equal("order_quantity_out_of_range", await CodeAsync(huge));
        using var foreign = await PostAsync(client, "k-6", new { shipToId = "D0002-A", lines = new[] { new { productId = "P0001", quantity = 1 } } });
        Assert.Equal("order_ship_to_unknown", await CodeAsync(foreign));

        // A refusal is not kept: mended, the same key orders.
        using var mended = await PostAsync(client, "k-2", s_body);
        Assert.Equal(HttpStatusCode.OK, mended.StatusCode);
        using var twin = await PostAsync(client, "k-7", s_body);
        Assert.Equal("order_duplicate", await CodeAsync(twin));
        await using var db = site.Database.Open();
        Assert.Equal(1, await db.Set<OrderFact>().CountAsync(Cancellation));
    }

    [Fact]
    public async Task Keys_WithoutScopeOrDealer_AreRefused()
    {
        await using var site = await SiteAsync();
        var portal = site.Portal;
        using var anonymous = portal.Anonymous();
        using var nobody = await PostAsync(anonymous, "k", s_body);
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        using var reader = await ClientAsync(portal, "D0001", "orders:read");
        using var scopeless = await PostAsync(reader, "k", s_body);
        Assert.Equal(HttpStatusCode.Forbidden, scopeless.StatusCode);
        using var manufacturer = await ClientAsync(portal, null, "orders:write");
        using var dealerless = await PostAsync(manufacturer, "k", s_body);
        Assert.Equal((HttpStatusCode.Forbidden, "order_needs_dealer"), (dealerless.StatusCode, await CodeAsync(dealerless)));
    }

    [Fact]
    public async Task Get_ShowsOwnOrdersOnly()
    {
        await using var site = await SiteAsync();
        var portal = site.Portal;
        using var own = await ClientAsync(portal, "D0001", "orders:write", "orders:read");
        using var stranger = await ClientAsync(portal, "D0002", "orders:write", "orders:read");
        using var placed = await PostAsync(own, "k", s_body);
        using var elsewhere = await PostAsync(stranger, "k", s_body);
        var id = (await placed.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("orderId").GetString();
        var order = await own.GetFromJsonAsync<JsonElement>(new Uri("/api/v1/orders/" + id, UriKind.Relative), Cancellation);
        Assert.Equal(("P0001", 10m), (order.GetProperty("lines")[0].GetProperty("productId").GetString()!, order.GetProperty("lines")[0].GetProperty("quantity").GetDecimal()));
        using var foreign = await stranger.GetAsync(new Uri("/api/v1/orders/" + id, UriKind.Relative), Cancellation);
        using var unknown = await stranger.GetAsync(new Uri("/api/v1/orders/SO-209901-00001", UriKind.Relative), Cancellation);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (foreign.StatusCode, unknown.StatusCode));
        var list = await own.GetFromJsonAsync<JsonElement>(new Uri("/api/v1/orders?status=motion", UriKind.Relative), Cancellation);
        Assert.Equal((1, id), (list.GetProperty("count").GetInt32(), list.GetProperty("orders")[0].GetProperty("orderId").GetString()));
        Assert.Equal(0, (await own.GetFromJsonAsync<JsonElement>(new Uri("/api/v1/orders?status=closed", UriKind.Relative), Cancellation)).GetProperty("count").GetInt32());
        using var manufacturer = await ClientAsync(portal, null, "orders:read");
        Assert.Equal(2, (await manufacturer.GetFromJsonAsync<JsonElement>(s_orders, Cancellation)).GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Prices_AreThoseOfTheKeysDealer()
    {
        await using var site = await SiteAsync();
        var portal = site.Portal;
        var prices = new Uri("/api/v1/prices", UriKind.Relative);
        using var own = await ClientAsync(portal, "D0001", "prices:read");
        var body = new { dealerId = "D0001", lines = new[] { new { productId = "P0001", quantity = 2.5m }, new { productId = "P9999", quantity = 1m } } };
        using var answer = await own.PostAsJsonAsync(prices, body, Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var sheet = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        var line = Assert.Single(sheet.GetProperty("lines").EnumerateArray());
        Assert.Equal((2.5m, 128m, 320m, "list"), (line.GetProperty("quantity").GetDecimal(), line.GetProperty("netPrice").GetDecimal(), line.GetProperty("netAmount").GetDecimal(), line.GetProperty("source").GetString()!));
        using var stranger = await ClientAsync(portal, "D0002", "prices:read");
        using var foreign = await stranger.PostAsJsonAsync(prices, body, Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        using var none = await own.PostAsJsonAsync(prices, new { dealerId = "D0001", lines = Array.Empty<object>() }, Cancellation);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "price_request_lines"), (none.StatusCode, await CodeAsync(none)));
        using var scopeless = await ClientAsync(portal, "D0001", "orders:read");
        using var refused = await scopeless.PostAsJsonAsync(prices, body, Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task Description_NamesTheEndpoints()
    {
        await using var site = await SiteAsync();
        var portal = site.Portal;
        using var json = JsonDocument.Parse(await portal.Anonymous().GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), Cancellation));
        var paths = json.RootElement.GetProperty("paths");
        var post = paths.GetProperty("/api/v1/orders").GetProperty("post");
        Assert.Contains("orders:write", post.GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.Contains(post.GetProperty("parameters").EnumerateArray(), p => p.GetProperty("name").GetString() == "Idempotency-Key");
        Assert.True(post.GetProperty("responses").TryGetProperty("409", out _));
        Assert.True(paths.GetProperty("/api/v1/orders").TryGetProperty("get", out _));
        Assert.True(paths.TryGetProperty("/api/v1/orders/{orderId}", out _));
    }

    private async Task<Site> SiteAsync()
    {
        var fresh = await Database.FreshAsync();
        var portal = new TestPortal(fresh, new FakeTimeProvider(Some.Noon.AddHours(1)));
        await portal.RecordAsync("world", Some.World());
        await portal.RecordAsync("ar", Ordering.Snapshot("D0001", 100_000_00), Ordering.Snapshot("D0002", 100_000_00));
        return new Site(portal, fresh);
    }

    private static async Task<HttpClient> ClientAsync(TestPortal portal, string? dealer, params string[] scopes)
    {
        var key = await portal.Services.GetRequiredService<ApiKeyStore>().CreateAsync("tests", scopes, dealer, Caller.System("tests"), Cancellation);
        var client = portal.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Value);
        return client;
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string key, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, s_orders) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key);
        return client.SendAsync(request, Cancellation);
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("code").GetString();

    private sealed record Site(TestPortal Portal, TestDatabase Database) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Portal.DisposeAsync();
            await Database.DisposeAsync();
        }
    }
}

public sealed class OrderApiOnSqliteTests(SqliteDatabase database) : OrderApiTests(database), IClassFixture<SqliteDatabase>;

public sealed class OrderApiOnPostgreSqlTests(PostgreSqlDatabase database) : OrderApiTests(database), IClassFixture<PostgreSqlDatabase>;
