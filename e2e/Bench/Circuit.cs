using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.EndToEnd.Bench;

/// <summary>A Blazor circuit without a browser: it opens a page as blazor.web.js would, acknowledges what is rendered and counts it.</summary>
internal sealed partial class Circuit : IAsyncDisposable
{
    private readonly HubConnection hub;
    private int batches;

    private Circuit(HubConnection hub) => this.hub = hub;

    /// <summary>Render batches so far.</summary>
    public int Batches => Volatile.Read(ref batches);

    public static async Task<Circuit> OpenAsync(Uri page, string cookie)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        http.DefaultRequestHeaders.Add("Cookie", cookie);
        var html = await http.GetStringAsync(page);
        var builder = new HubConnectionBuilder().WithUrl(new Uri(page, "/_blazor"), HttpTransportType.WebSockets, o =>
        {
            o.SkipNegotiation = true;
            o.Headers["Cookie"] = cookie;
        });
        builder.Services.AddSingleton<IHubProtocol, BlazorPack>();
        var circuit = new Circuit(builder.Build());
        await circuit.StartAsync(page, html);
        return circuit;
    }

    public ValueTask DisposeAsync() => hub.DisposeAsync();

    private async Task StartAsync(Uri page, string html)
    {
        hub.On<int, byte[]>("JS.RenderBatch", (id, _) =>
        {
            Interlocked.Increment(ref batches);
            return hub.SendAsync("OnRenderCompleted", (long)id, (string?)null);
        });

        // MudBlazor waits for its own scripts, so every call is answered: nothing came back.
        hub.On<long, string, string, int, long, int>("JS.BeginInvokeJS", (handle, _, _, _, _, _) =>
            hub.SendAsync("EndInvokeJSFromDotNet", handle, true, string.Create(CultureInfo.InvariantCulture, $"[{handle},true,null]")));
        await hub.StartAsync();
        await hub.InvokeAsync<string>("StartCircuit", new Uri(page, "/").ToString(), page.ToString(), "[]", "");
        var operations = new JsonArray();
        foreach (Match match in Marker().Matches(html))
        {
            var marker = JsonNode.Parse(match.Groups[1].Value)!;
            if ((string?)marker["type"] == "server")
            {
                operations.Add(new JsonObject { ["type"] = "add", ["ssrComponentId"] = operations.Count + 1, ["marker"] = marker });
            }
        }

        var batch = new JsonObject { ["batchId"] = 1, ["operations"] = operations };
        await hub.SendAsync("UpdateRootComponents", batch.ToJsonString(), State().Match(html).Groups[1].Value);
    }

    [GeneratedRegex("<!--Blazor:({.*?})-->")]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->")]
    private static partial Regex State();

    /// <summary>Blazor's protocol is MessagePack under another name.</summary>
    private sealed class BlazorPack : IHubProtocol
    {
        private readonly MessagePackHubProtocol pack = new();

        public string Name => "blazorpack";

        public int Version => 1;

        public TransferFormat TransferFormat => TransferFormat.Binary;

        public bool IsVersionSupported(int version) => version == 1;

        public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => pack.GetMessageBytes(message);

        public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message) =>
            pack.TryParseMessage(ref input, binder, out message);

        public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => pack.WriteMessage(message, output);
    }
}
