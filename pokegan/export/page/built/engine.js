(()=>{var FE=Object.create;var Nf=Object.defineProperty;var DE=Object.getOwnPropertyDescriptor;var ME=Object.getOwnPropertyNames;var PE=Object.getPrototypeOf,OE=Object.prototype.hasOwnProperty;var Ht=(r,e)=>()=>{try{return e||r((e={exports:{}}).exports,e),e.exports}catch(t){throw e=0,t}},rr=(r,e)=>{for(var t in e)Nf(r,t,{get:e[t],enumerable:!0})},BE=(r,e,t,n)=>{if(e&&typeof e=="object"||typeof e=="function")for(let o of ME(e))!OE.call(r,o)&&o!==t&&Nf(r,o,{get:()=>e[o],enumerable:!(n=DE(e,o))||n.enumerable});return r};var iu=(r,e,t)=>(t=r!=null?FE(PE(r)):{},BE(e||!r||!r.__esModule?Nf(t,"default",{value:r,enumerable:!0}):t,r));var hb=Ht((NW,fb)=>{fb.exports=Se;var Bt=null;try{Bt=new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array([0,97,115,109,1,0,0,0,1,13,2,96,0,1,127,96,4,127,127,127,127,1,127,3,7,6,0,1,1,1,1,1,6,6,1,127,1,65,0,11,7,50,6,3,109,117,108,0,1,5,100,105,118,95,115,0,2,5,100,105,118,95,117,0,3,5,114,101,109,95,115,0,4,5,114,101,109,95,117,0,5,8,103,101,116,95,104,105,103,104,0,0,10,191,1,6,4,0,35,0,11,36,1,1,126,32,0,173,32,1,173,66,32,134,132,32,2,173,32,3,173,66,32,134,132,126,34,4,66,32,135,167,36,0,32,4,167,11,36,1,1,126,32,0,173,32,1,173,66,32,134,132,32,2,173,32,3,173,66,32,134,132,127,34,4,66,32,135,167,36,0,32,4,167,11,36,1,1,126,32,0,173,32,1,173,66,32,134,132,32,2,173,32,3,173,66,32,134,132,128,34,4,66,32,135,167,36,0,32,4,167,11,36,1,1,126,32,0,173,32,1,173,66,32,134,132,32,2,173,32,3,173,66,32,134,132,129,34,4,66,32,135,167,36,0,32,4,167,11,36,1,1,126,32,0,173,32,1,173,66,32,134,132,32,2,173,32,3,173,66,32,134,132,130,34,4,66,32,135,167,36,0,32,4,167,11])),{}).exports}catch{}function Se(r,e,t){this.low=r|0,this.high=e|0,this.unsigned=!!t}Se.prototype.__isLong__;Object.defineProperty(Se.prototype,"__isLong__",{value:!0});function St(r){return(r&&r.__isLong__)===!0}Se.isLong=St;var sb={},ab={};function On(r,e){var t,n,o;return e?(r>>>=0,(o=0<=r&&r<256)&&(n=ab[r],n)?n:(t=_e(r,(r|0)<0?-1:0,!0),o&&(ab[r]=t),t)):(r|=0,(o=-128<=r&&r<128)&&(n=sb[r],n)?n:(t=_e(r,r<0?-1:0,!1),o&&(sb[r]=t),t))}Se.fromInt=On;function Lt(r,e){if(isNaN(r))return e?Pn:Ut;if(e){if(r<0)return Pn;if(r>=cb)return mb}else{if(r<=-ub)return vt;if(r+1>=ub)return db}return r<0?Lt(-r,e).neg():_e(r%jo|0,r/jo|0,e)}Se.fromNumber=Lt;function _e(r,e,t){return new Se(r,e,t)}Se.fromBits=_e;var ll=Math.pow;function Hf(r,e,t){if(r.length===0)throw Error("empty string");if(r==="NaN"||r==="Infinity"||r==="+Infinity"||r==="-Infinity")return Ut;if(typeof e=="number"?(t=e,e=!1):e=!!e,t=t||10,t<2||36<t)throw RangeError("radix");var n;if((n=r.indexOf("-"))>0)throw Error("interior hyphen");if(n===0)return Hf(r.substring(1),e,t).neg();for(var o=Lt(ll(t,8)),s=Ut,i=0;i<r.length;i+=8){var u=Math.min(8,r.length-i),l=parseInt(r.substring(i,i+u),t);if(u<8){var a=Lt(ll(t,u));s=s.mul(a).add(Lt(l))}else s=s.mul(o),s=s.add(Lt(l))}return s.unsigned=e,s}Se.fromString=Hf;function Kt(r,e){return typeof r=="number"?Lt(r,e):typeof r=="string"?Hf(r,e):_e(r.low,r.high,typeof e=="boolean"?e:r.unsigned)}Se.fromValue=Kt;var ib=65536,pR=1<<24,jo=ib*ib,cb=jo*jo,ub=cb/2,lb=On(pR),Ut=On(0);Se.ZERO=Ut;var Pn=On(0,!0);Se.UZERO=Pn;var Ko=On(1);Se.ONE=Ko;var pb=On(1,!0);Se.UONE=pb;var zf=On(-1);Se.NEG_ONE=zf;var db=_e(-1,2147483647,!1);Se.MAX_VALUE=db;var mb=_e(-1,-1,!0);Se.MAX_UNSIGNED_VALUE=mb;var vt=_e(0,-2147483648,!1);Se.MIN_VALUE=vt;var W=Se.prototype;W.toInt=function(){return this.unsigned?this.low>>>0:this.low};W.toNumber=function(){return this.unsigned?(this.high>>>0)*jo+(this.low>>>0):this.high*jo+(this.low>>>0)};W.toString=function(e){if(e=e||10,e<2||36<e)throw RangeError("radix");if(this.isZero())return"0";if(this.isNegative())if(this.eq(vt)){var t=Lt(e),n=this.div(t),o=n.mul(t).sub(this);return n.toString(e)+o.toInt().toString(e)}else return"-"+this.neg().toString(e);for(var s=Lt(ll(e,6),this.unsigned),i=this,u="";;){var l=i.div(s),a=i.sub(l.mul(s)).toInt()>>>0,c=a.toString(e);if(i=l,i.isZero())return c+u;for(;c.length<6;)c="0"+c;u=""+c+u}};W.getHighBits=function(){return this.high};W.getHighBitsUnsigned=function(){return this.high>>>0};W.getLowBits=function(){return this.low};W.getLowBitsUnsigned=function(){return this.low>>>0};W.getNumBitsAbs=function(){if(this.isNegative())return this.eq(vt)?64:this.neg().getNumBitsAbs();for(var e=this.high!=0?this.high:this.low,t=31;t>0&&(e&1<<t)==0;t--);return this.high!=0?t+33:t+1};W.isZero=function(){return this.high===0&&this.low===0};W.eqz=W.isZero;W.isNegative=function(){return!this.unsigned&&this.high<0};W.isPositive=function(){return this.unsigned||this.high>=0};W.isOdd=function(){return(this.low&1)===1};W.isEven=function(){return(this.low&1)===0};W.equals=function(e){return St(e)||(e=Kt(e)),this.unsigned!==e.unsigned&&this.high>>>31===1&&e.high>>>31===1?!1:this.high===e.high&&this.low===e.low};W.eq=W.equals;W.notEquals=function(e){return!this.eq(e)};W.neq=W.notEquals;W.ne=W.notEquals;W.lessThan=function(e){return this.comp(e)<0};W.lt=W.lessThan;W.lessThanOrEqual=function(e){return this.comp(e)<=0};W.lte=W.lessThanOrEqual;W.le=W.lessThanOrEqual;W.greaterThan=function(e){return this.comp(e)>0};W.gt=W.greaterThan;W.greaterThanOrEqual=function(e){return this.comp(e)>=0};W.gte=W.greaterThanOrEqual;W.ge=W.greaterThanOrEqual;W.compare=function(e){if(St(e)||(e=Kt(e)),this.eq(e))return 0;var t=this.isNegative(),n=e.isNegative();return t&&!n?-1:!t&&n?1:this.unsigned?e.high>>>0>this.high>>>0||e.high===this.high&&e.low>>>0>this.low>>>0?-1:1:this.sub(e).isNegative()?-1:1};W.comp=W.compare;W.negate=function(){return!this.unsigned&&this.eq(vt)?vt:this.not().add(Ko)};W.neg=W.negate;W.add=function(e){St(e)||(e=Kt(e));var t=this.high>>>16,n=this.high&65535,o=this.low>>>16,s=this.low&65535,i=e.high>>>16,u=e.high&65535,l=e.low>>>16,a=e.low&65535,c=0,p=0,d=0,m=0;return m+=s+a,d+=m>>>16,m&=65535,d+=o+l,p+=d>>>16,d&=65535,p+=n+u,c+=p>>>16,p&=65535,c+=t+i,c&=65535,_e(d<<16|m,c<<16|p,this.unsigned)};W.subtract=function(e){return St(e)||(e=Kt(e)),this.add(e.neg())};W.sub=W.subtract;W.multiply=function(e){if(this.isZero())return Ut;if(St(e)||(e=Kt(e)),Bt){var t=Bt.mul(this.low,this.high,e.low,e.high);return _e(t,Bt.get_high(),this.unsigned)}if(e.isZero())return Ut;if(this.eq(vt))return e.isOdd()?vt:Ut;if(e.eq(vt))return this.isOdd()?vt:Ut;if(this.isNegative())return e.isNegative()?this.neg().mul(e.neg()):this.neg().mul(e).neg();if(e.isNegative())return this.mul(e.neg()).neg();if(this.lt(lb)&&e.lt(lb))return Lt(this.toNumber()*e.toNumber(),this.unsigned);var n=this.high>>>16,o=this.high&65535,s=this.low>>>16,i=this.low&65535,u=e.high>>>16,l=e.high&65535,a=e.low>>>16,c=e.low&65535,p=0,d=0,m=0,f=0;return f+=i*c,m+=f>>>16,f&=65535,m+=s*c,d+=m>>>16,m&=65535,m+=i*a,d+=m>>>16,m&=65535,d+=o*c,p+=d>>>16,d&=65535,d+=s*a,p+=d>>>16,d&=65535,d+=i*l,p+=d>>>16,d&=65535,p+=n*c+o*a+s*l+i*u,p&=65535,_e(m<<16|f,p<<16|d,this.unsigned)};W.mul=W.multiply;W.divide=function(e){if(St(e)||(e=Kt(e)),e.isZero())throw Error("division by zero");if(Bt){if(!this.unsigned&&this.high===-2147483648&&e.low===-1&&e.high===-1)return this;var t=(this.unsigned?Bt.div_u:Bt.div_s)(this.low,this.high,e.low,e.high);return _e(t,Bt.get_high(),this.unsigned)}if(this.isZero())return this.unsigned?Pn:Ut;var n,o,s;if(this.unsigned){if(e.unsigned||(e=e.toUnsigned()),e.gt(this))return Pn;if(e.gt(this.shru(1)))return pb;s=Pn}else{if(this.eq(vt)){if(e.eq(Ko)||e.eq(zf))return vt;if(e.eq(vt))return Ko;var i=this.shr(1);return n=i.div(e).shl(1),n.eq(Ut)?e.isNegative()?Ko:zf:(o=this.sub(e.mul(n)),s=n.add(o.div(e)),s)}else if(e.eq(vt))return this.unsigned?Pn:Ut;if(this.isNegative())return e.isNegative()?this.neg().div(e.neg()):this.neg().div(e).neg();if(e.isNegative())return this.div(e.neg()).neg();s=Ut}for(o=this;o.gte(e);){n=Math.max(1,Math.floor(o.toNumber()/e.toNumber()));for(var u=Math.ceil(Math.log(n)/Math.LN2),l=u<=48?1:ll(2,u-48),a=Lt(n),c=a.mul(e);c.isNegative()||c.gt(o);)n-=l,a=Lt(n,this.unsigned),c=a.mul(e);a.isZero()&&(a=Ko),s=s.add(a),o=o.sub(c)}return s};W.div=W.divide;W.modulo=function(e){if(St(e)||(e=Kt(e)),Bt){var t=(this.unsigned?Bt.rem_u:Bt.rem_s)(this.low,this.high,e.low,e.high);return _e(t,Bt.get_high(),this.unsigned)}return this.sub(this.div(e).mul(e))};W.mod=W.modulo;W.rem=W.modulo;W.not=function(){return _e(~this.low,~this.high,this.unsigned)};W.and=function(e){return St(e)||(e=Kt(e)),_e(this.low&e.low,this.high&e.high,this.unsigned)};W.or=function(e){return St(e)||(e=Kt(e)),_e(this.low|e.low,this.high|e.high,this.unsigned)};W.xor=function(e){return St(e)||(e=Kt(e)),_e(this.low^e.low,this.high^e.high,this.unsigned)};W.shiftLeft=function(e){return St(e)&&(e=e.toInt()),(e&=63)===0?this:e<32?_e(this.low<<e,this.high<<e|this.low>>>32-e,this.unsigned):_e(0,this.low<<e-32,this.unsigned)};W.shl=W.shiftLeft;W.shiftRight=function(e){return St(e)&&(e=e.toInt()),(e&=63)===0?this:e<32?_e(this.low>>>e|this.high<<32-e,this.high>>e,this.unsigned):_e(this.high>>e-32,this.high>=0?0:-1,this.unsigned)};W.shr=W.shiftRight;W.shiftRightUnsigned=function(e){if(St(e)&&(e=e.toInt()),e&=63,e===0)return this;var t=this.high;if(e<32){var n=this.low;return _e(n>>>e|t<<32-e,t>>>e,this.unsigned)}else return e===32?_e(t,0,this.unsigned):_e(t>>>e-32,0,this.unsigned)};W.shru=W.shiftRightUnsigned;W.shr_u=W.shiftRightUnsigned;W.toSigned=function(){return this.unsigned?_e(this.low,this.high,!1):this};W.toUnsigned=function(){return this.unsigned?this:_e(this.low,this.high,!0)};W.toBytes=function(e){return e?this.toBytesLE():this.toBytesBE()};W.toBytesLE=function(){var e=this.high,t=this.low;return[t&255,t>>>8&255,t>>>16&255,t>>>24,e&255,e>>>8&255,e>>>16&255,e>>>24]};W.toBytesBE=function(){var e=this.high,t=this.low;return[e>>>24,e>>>16&255,e>>>8&255,e&255,t>>>24,t>>>16&255,t>>>8&255,t&255]};Se.fromBytes=function(e,t,n){return n?Se.fromBytesLE(e,t):Se.fromBytesBE(e,t)};Se.fromBytesLE=function(e,t){return new Se(e[0]|e[1]<<8|e[2]<<16|e[3]<<24,e[4]|e[5]<<8|e[6]<<16|e[7]<<24,t)};Se.fromBytesBE=function(e,t){return new Se(e[4]<<24|e[5]<<16|e[6]<<8|e[7],e[0]<<24|e[1]<<16|e[2]<<8|e[3],t)}});var Kb=Ht(()=>{});var jb=Ht(()=>{});var Cg=Ht(()=>{});var Ig=Ht(()=>{});var K0=Ht(()=>{});var j0=Ht(()=>{});var X0=Ht(()=>{});var Y0=Ht((nc,Sg)=>{var vg=(()=>{var r=typeof document<"u"&&document.currentScript?document.currentScript.src:void 0;return typeof __filename<"u"&&(r=r||__filename),(function(e){e=e||{};function t(){return xe.buffer!=Ze&&Je(xe.buffer),Si}function n(){return xe.buffer!=Ze&&Je(xe.buffer),_i}function o(){return xe.buffer!=Ze&&Je(xe.buffer),ki}function s(){return xe.buffer!=Ze&&Je(xe.buffer),Ti}function i(){return xe.buffer!=Ze&&Je(xe.buffer),Ei}function u(){return xe.buffer!=Ze&&Je(xe.buffer),Ri}function l(){return xe.buffer!=Ze&&Je(xe.buffer),Ni}var a=typeof e<"u"?e:{},c,p;a.ready=new Promise(function(v,k){c=v,p=k});var d;typeof process<"u"&&process.listeners&&(d={uncaughtException:process.listeners("uncaughtException"),unhandledRejection:process.listeners("unhandledRejection")});var m=Object.assign({},a),f=[],h="./this.program",g=(v,k)=>{throw k},x=typeof window=="object",y=typeof importScripts=="function",C=typeof process=="object"&&typeof process.versions=="object"&&typeof process.versions.node=="string",I=a.ENVIRONMENT_IS_PTHREAD||!1,_="";function A(v){return a.locateFile?a.locateFile(v,_):_+v}var N,F,O,B;function q(v){if(v instanceof pn)return;le("exiting due to exception: "+v)}if(C){var j=Cg(),ue=Ig();y?_=ue.dirname(_)+"/":_=__dirname+"/",N=(k,L)=>(k=uo(k)?new URL(k):ue.normalize(k),j.readFileSync(k,L?void 0:"utf8")),O=k=>{var L=N(k,!0);return L.buffer||(L=new Uint8Array(L)),L},F=(k,L,J)=>{k=uo(k)?new URL(k):ue.normalize(k),j.readFile(k,function(oe,ne){oe?J(oe):L(ne.buffer)})},process.argv.length>1&&(h=process.argv[1].replace(/\\/g,"/")),f=process.argv.slice(2),process.on("uncaughtException",function(k){if(!(k instanceof pn))throw k}),process.on("unhandledRejection",function(k){throw k}),g=(k,L)=>{if(ln())throw process.exitCode=k,L;q(L),process.exit(k)},a.inspect=function(){return"[Emscripten Module object]"};let v;try{v=K0()}catch(k){throw console.error('The "worker_threads" module is not supported in this node.js build - perhaps a newer version is needed?'),k}global.Worker=v.Worker}else(x||y)&&(y?_=self.location.href:typeof document<"u"&&document.currentScript&&(_=document.currentScript.src),typeof r<"u"&&r&&(_=r),_.indexOf("blob:")!==0?_=_.substr(0,_.replace(/[?#].*/,"").lastIndexOf("/")+1):_="",C||(N=v=>{var k=new XMLHttpRequest;return k.open("GET",v,!1),k.send(null),k.responseText},y&&(O=v=>{var k=new XMLHttpRequest;return k.open("GET",v,!1),k.responseType="arraybuffer",k.send(null),new Uint8Array(k.response)}),F=(v,k,L)=>{var J=new XMLHttpRequest;J.open("GET",v,!0),J.responseType="arraybuffer",J.onload=()=>{if(J.status==200||J.status==0&&J.response){k(J.response);return}L()},J.onerror=L,J.send(null)}),B=v=>document.title=v);C&&typeof performance>"u"&&(global.performance=j0().performance);var fe=console.log.bind(console),ge=console.warn.bind(console);C&&(fe=v=>j.writeSync(1,v+`
`),ge=v=>j.writeSync(2,v+`
`));var ve=a.print||fe,le=a.printErr||ge;Object.assign(a,m),m=null,a.arguments&&(f=a.arguments),a.thisProgram&&(h=a.thisProgram),a.quit&&(g=a.quit);var ke=4,Qe=Atomics.load,Xe=Atomics.store,at=Atomics.compareExchange,De;a.wasmBinary&&(De=a.wasmBinary);var Be=a.noExitRuntime||!0;typeof WebAssembly!="object"&&cn("no native wasm support detected");var xe,Ot,At=!1,mr;function Ns(v,k){v||cn(k)}var As=typeof TextDecoder<"u"?new TextDecoder("utf8"):void 0;function Kp(v,k,L){k>>>=0;for(var J=k+L,oe=k;v[oe]&&!(oe>=J);)++oe;if(oe-k>16&&v.buffer&&As)return As.decode(v.buffer instanceof SharedArrayBuffer?v.slice(k,oe):v.subarray(k,oe));for(var ne="";k<oe;){var z=v[k++];if(!(z&128)){ne+=String.fromCharCode(z);continue}var Q=v[k++]&63;if((z&224)==192){ne+=String.fromCharCode((z&31)<<6|Q);continue}var Ae=v[k++]&63;if((z&240)==224?z=(z&15)<<12|Q<<6|Ae:z=(z&7)<<18|Q<<12|Ae<<6|v[k++]&63,z<65536)ne+=String.fromCharCode(z);else{var Ft=z-65536;ne+=String.fromCharCode(55296|Ft>>10,56320|Ft&1023)}}return ne}function Ci(v,k){return v>>>=0,v?Kp(n(),v,k):""}function Ii(v,k,L,J){if(L>>>=0,!(J>0))return 0;for(var oe=L,ne=L+J-1,z=0;z<v.length;++z){var Q=v.charCodeAt(z);if(Q>=55296&&Q<=57343){var Ae=v.charCodeAt(++z);Q=65536+((Q&1023)<<10)|Ae&1023}if(Q<=127){if(L>=ne)break;k[L++>>>0]=Q}else if(Q<=2047){if(L+1>=ne)break;k[L++>>>0]=192|Q>>6,k[L++>>>0]=128|Q&63}else if(Q<=65535){if(L+2>=ne)break;k[L++>>>0]=224|Q>>12,k[L++>>>0]=128|Q>>6&63,k[L++>>>0]=128|Q&63}else{if(L+3>=ne)break;k[L++>>>0]=240|Q>>18,k[L++>>>0]=128|Q>>12&63,k[L++>>>0]=128|Q>>6&63,k[L++>>>0]=128|Q&63}}return k[L>>>0]=0,L-oe}function vi(v,k,L){return Ii(v,n(),k,L)}var Ze,Si,_i,ki,jp,Ti,Ei,Ri,Ni;I&&(Ze=a.buffer);function Je(v){Ze=v,a.HEAP8=Si=new Int8Array(v),a.HEAP16=ki=new Int16Array(v),a.HEAP32=Ti=new Int32Array(v),a.HEAPU8=_i=new Uint8Array(v),a.HEAPU16=jp=new Uint16Array(v),a.HEAPU32=Ei=new Uint32Array(v),a.HEAPF32=Ri=new Float32Array(v),a.HEAPF64=Ni=new Float64Array(v)}var so=a.INITIAL_MEMORY||16777216;if(I)xe=a.wasmMemory,Ze=a.buffer;else if(a.wasmMemory)xe=a.wasmMemory;else if(xe=new WebAssembly.Memory({initial:so/65536,maximum:65536,shared:!0}),!(xe.buffer instanceof SharedArrayBuffer))throw le("requested a shared WebAssembly.Memory but the returned buffer is not a SharedArrayBuffer, indicating that while the browser has SharedArrayBuffer it does not have WebAssembly threads support - you may need to set a flag"),C&&le("(on node you may need: --experimental-wasm-threads --experimental-wasm-bulk-memory and/or recent version)"),Error("bad memory");xe&&(Ze=xe.buffer),so=Ze.byteLength,Je(Ze);var Dr,Ai=[],$i=[],Mr=[],Xp=!1;function ln(){return Be}function ao(){if(a.preRun)for(typeof a.preRun=="function"&&(a.preRun=[a.preRun]);a.preRun.length;)Yp(a.preRun.shift());Fs(Ai)}function et(){Xp=!0,!I&&Fs($i)}function Fi(){if(!I){if(a.postRun)for(typeof a.postRun=="function"&&(a.postRun=[a.postRun]);a.postRun.length;)Ex(a.postRun.shift());Fs(Mr)}}function Yp(v){Ai.unshift(v)}function Qp(v){$i.unshift(v)}function Ex(v){Mr.unshift(v)}var Pr=0,io=null,fr=null;function Zp(v){Pr++,a.monitorRunDependencies&&a.monitorRunDependencies(Pr)}function Di(v){if(Pr--,a.monitorRunDependencies&&a.monitorRunDependencies(Pr),Pr==0&&(io!==null&&(clearInterval(io),io=null),fr)){var k=fr;fr=null,k()}}function cn(v){a.onAbort&&a.onAbort(v),v="Aborted("+v+")",le(v),At=!0,mr=1,v+=". Build with -sASSERTIONS for more info.";var k=new WebAssembly.RuntimeError(v);throw p(k),k}var Jp="data:application/octet-stream;base64,";function Mi(v){return v.startsWith(Jp)}function uo(v){return v.startsWith("file://")}var tt;tt="tfjs-backend-wasm-threaded-simd.wasm",Mi(tt)||(tt=A(tt));function Pi(v){try{if(v==tt&&De)return new Uint8Array(De);if(O)return O(v);throw"both async and sync fetching of the wasm failed"}catch(k){cn(k)}}function ed(){if(!De&&(x||y)){if(typeof fetch=="function"&&!uo(tt))return fetch(tt,{credentials:"same-origin"}).then(function(v){if(!v.ok)throw"failed to load wasm binary file at '"+tt+"'";return v.arrayBuffer()}).catch(function(){return Pi(tt)});if(F)return new Promise(function(v,k){F(tt,function(L){v(new Uint8Array(L))},k)})}return Promise.resolve().then(function(){return Pi(tt)})}function td(){var v={env:Xi,wasi_snapshot_preview1:Xi};function k(z,Q){var Ae=z.exports;if(a.asm=Ae,cd(a.asm._emscripten_tls_init),Dr=a.asm.__indirect_function_table,Qp(a.asm.__wasm_call_ctors),Ot=Q,!I){var Ft=re.unusedWorkers.length;re.unusedWorkers.forEach(function(gr){re.loadWasmModuleToWorker(gr,function(){--Ft||Di("wasm-instantiate")})})}}I||Zp("wasm-instantiate");function L(z){k(z.instance,z.module)}function J(z){return ed().then(function(Q){return WebAssembly.instantiate(Q,v)}).then(function(Q){return Q}).then(z,function(Q){le("failed to asynchronously prepare wasm: "+Q),cn(Q)})}function oe(){return!De&&typeof WebAssembly.instantiateStreaming=="function"&&!Mi(tt)&&!uo(tt)&&!C&&typeof fetch=="function"?fetch(tt,{credentials:"same-origin"}).then(function(z){var Q=WebAssembly.instantiateStreaming(z,v);return Q.then(L,function(Ae){return le("wasm streaming compile failed: "+Ae),le("falling back to ArrayBuffer instantiation"),J(L)})}):J(L)}if(a.instantiateWasm)try{var ne=a.instantiateWasm(v,k);return ne}catch(z){le("Module.instantiateWasm callback failed with error: "+z),p(z)}return oe().catch(p),{}}var Rx,Nx,Oi={};function pn(v){this.name="ExitStatus",this.message="Program terminated with exit("+v+")",this.status=v}function rd(v){var k=re.pthreads[v];delete re.pthreads[v],k.terminate(),Tf(v),re.runningWorkers.splice(re.runningWorkers.indexOf(k),1),k.pthread_ptr=0}function nd(v){var k=re.pthreads[v];k.postMessage({cmd:"cancel"})}function $s(v){var k=re.pthreads[v];Ns(k),re.returnWorkerToPool(k)}function od(v){var k=re.getNewWorker();if(!k)return 6;re.runningWorkers.push(k),re.pthreads[v.pthread_ptr]=k,k.pthread_ptr=v.pthread_ptr;var L={cmd:"run",start_routine:v.startRoutine,arg:v.arg,pthread_ptr:v.pthread_ptr};return k.runPthread=()=>{C&&k.ref(),k.postMessage(L,v.transferList),delete k.runPthread},k.loaded&&k.runPthread(),0}var Bi={varargs:void 0,get:function(){Bi.varargs+=4;var v=s()[Bi.varargs-4>>>2];return v},getStr:function(v){var k=Ci(v);return k}};function Li(v){if(I)return Or(1,1,v);mr=v,ln()||(re.terminateAllThreads(),a.onExit&&a.onExit(v),At=!0),g(v,new pn(v))}function sd(v,k){if(mr=v,!k&&I)throw Wi(v),"unwind";Li(v)}var Ui=sd;function ad(v){if(v instanceof pn||v=="unwind")return mr;g(1,v)}var re={unusedWorkers:[],runningWorkers:[],tlsInitFunctions:[],pthreads:{},init:function(){I?re.initWorker():re.initMainThread()},initMainThread:function(){for(var v=8;v--;)re.allocateUnusedWorker()},initWorker:function(){Be=!1},setExitStatus:function(v){mr=v},terminateAllThreads:function(){for(var v of Object.values(re.pthreads))re.returnWorkerToPool(v);for(var v of re.unusedWorkers)v.terminate();re.unusedWorkers=[]},returnWorkerToPool:function(v){var k=v.pthread_ptr;delete re.pthreads[k],re.unusedWorkers.push(v),re.runningWorkers.splice(re.runningWorkers.indexOf(v),1),v.pthread_ptr=0,C&&v.unref(),Tf(k)},receiveObjectTransfer:function(v){},threadInitTLS:function(){re.tlsInitFunctions.forEach(v=>v())},loadWasmModuleToWorker:function(v,k){v.onmessage=ne=>{var z=ne.data,Q=z.cmd;if(v.pthread_ptr&&(re.currentProxiedOperationCallerThread=v.pthread_ptr),z.targetThread&&z.targetThread!=tu()){var Ae=re.pthreads[z.targetThread];Ae?Ae.postMessage(z,z.transferList):le('Internal error! Worker sent a message "'+Q+'" to target pthread '+z.targetThread+", but that thread no longer exists!"),re.currentProxiedOperationCallerThread=void 0;return}Q==="processProxyingQueue"?Ds(z.queue):Q==="spawnThread"?od(z):Q==="cleanupThread"?$s(z.thread):Q==="killThread"?rd(z.thread):Q==="cancelThread"?nd(z.thread):Q==="loaded"?(v.loaded=!0,C&&v.unref(),k&&k(v),v.runPthread&&v.runPthread()):Q==="print"?ve("Thread "+z.threadId+": "+z.text):Q==="printErr"?le("Thread "+z.threadId+": "+z.text):Q==="alert"?alert("Thread "+z.threadId+": "+z.text):z.target==="setimmediate"?v.postMessage(z):Q==="callHandler"?a[z.handler](...z.args):Q&&le("worker sent an unknown command "+Q),re.currentProxiedOperationCallerThread=void 0},v.onerror=ne=>{var z="worker sent an error!";throw le(z+" "+ne.filename+":"+ne.lineno+": "+ne.message),ne},C&&(v.on("message",function(ne){v.onmessage({data:ne})}),v.on("error",function(ne){v.onerror(ne)}),v.on("detachedExit",function(){}));var L=[],J=["onExit","onAbort","print","printErr"];for(var oe of J)a.hasOwnProperty(oe)&&L.push(oe);v.postMessage({cmd:"load",handlers:L,urlOrBlob:a.mainScriptUrlOrBlob||r,wasmMemory:xe,wasmModule:Ot})},allocateUnusedWorker:function(){var v,k=A("tfjs-backend-wasm-threaded-simd.worker.js");v=new Worker(k),re.unusedWorkers.push(v)},getNewWorker:function(){return re.unusedWorkers.length==0&&(re.allocateUnusedWorker(),re.loadWasmModuleToWorker(re.unusedWorkers[0])),re.unusedWorkers.pop()}};a.PThread=re;function Fs(v){for(;v.length>0;)v.shift()(a)}function id(){var v=tu(),k=s()[v+52>>>2],L=s()[v+56>>>2],J=k-L;Px(k,J),ru(k)}a.establishStackSpace=id;function Wi(v){if(I)return Or(2,0,v);try{Ui(v)}catch(k){ad(k)}}var lo=[];function ud(v){var k=lo[v];return k||(v>=lo.length&&(lo.length=v+1),lo[v]=k=Dr.get(v)),k}function ld(v,k){var L=ud(v)(k);ln()?re.setExitStatus(L):Mx(L)}a.invokeEntryPoint=ld;function cd(v){re.tlsInitFunctions.push(v)}function pd(v){$x(v,!y,1,!x),re.threadInitTLS()}function dd(v){I?postMessage({cmd:"cleanupThread",thread:v}):$s(v)}function Vi(v,k,L,J){return I?Or(3,1,v,k,L,J):Gi(v,k,L,J)}function Gi(v,k,L,J){if(typeof SharedArrayBuffer>"u")return le("Current environment does not support SharedArrayBuffer, pthreads are not available!"),6;var oe=[],ne=0;if(I&&(oe.length===0||ne))return Vi(v,k,L,J);if(ne)return ne;var z={startRoutine:L,pthread_ptr:v,arg:J,transferList:oe};return I?(z.cmd="spawnThread",postMessage(z,oe),0):od(z)}function md(){return 65536}var fd=!0;function hd(){return fd}function Ds(v){Atomics.store(s(),v>>2,1),tu()&&Dx(v),Atomics.compareExchange(s(),v>>2,1,0)}a.executeNotifiedProxyingQueue=Ds;function gd(v,k,L,J){if(v==k)setTimeout(()=>Ds(J));else if(I)postMessage({targetThread:v,cmd:"processProxyingQueue",queue:J});else{var oe=re.pthreads[v];if(!oe)return;oe.postMessage({cmd:"processProxyingQueue",queue:J})}return 1}function xd(v,k,L){return-1}function bd(){cn("")}function dn(v){dn.shown||(dn.shown={}),dn.shown[v]||(dn.shown[v]=1,C&&(v="warning: "+v),le(v))}function yd(){C||y||dn("Blocking on the main thread is very dangerous, see https://emscripten.org/docs/porting/pthreads.html#blocking-on-the-main-browser-thread")}function wd(){return Date.now()}function zi(){return 4294901760}function Cd(){return zi()}var Ms;C?Ms=()=>{var v=process.hrtime();return v[0]*1e3+v[1]/1e6}:Ms=()=>performance.timeOrigin+performance.now();function Id(v,k,L){n().copyWithin(v>>>0,k>>>0,k+L>>>0)}function vd(){return C?X0().cpus().length:navigator.hardwareConcurrency}function Sd(v){var k=Ef(),L=v();return ru(k),L}function Or(v,k){var L=arguments.length-2,J=arguments;return Sd(()=>{for(var oe=L,ne=nu(oe*8),z=ne>>3,Q=0;Q<L;Q++){var Ae=J[2+Q];l()[z+Q>>>0]=Ae}return Fx(v,oe,ne,k)})}var Ps=[];function _d(v,k,L){Ps.length=k;for(var J=L>>3,oe=0;oe<k;oe++)Ps[oe]=l()[J+oe>>>0];var ne=v<0,z=ne?Oi[-v-1]:Dd[v];return z.apply(null,Ps)}function kd(v){try{return xe.grow(v-Ze.byteLength+65535>>>16),Je(xe.buffer),1}catch{}}function Td(v){var k=n().length;if(v=v>>>0,v<=k)return!1;var L=zi();if(v>L)return!1;let J=(Ae,Ft)=>Ae+(Ft-Ae%Ft)%Ft;for(var oe=1;oe<=4;oe*=2){var ne=k*(1+.2/oe);ne=Math.min(ne,v+100663296);var z=Math.min(L,J(Math.max(v,ne),65536)),Q=kd(z);if(Q)return!0}return!1}function Ed(){throw"unwind"}function Hi(v){return I?Or(4,1,v):52}function qi(v,k,L,J,oe){return I?Or(5,1,v,k,L,J,oe):70}var Rd=[null,[],[]];function Nd(v,k){var L=Rd[v];k===0||k===10?((v===1?ve:le)(Kp(L,0)),L.length=0):L.push(k)}function Ki(v,k,L,J){if(I)return Or(6,1,v,k,L,J);for(var oe=0,ne=0;ne<L;ne++){var z=i()[k>>>2],Q=i()[k+4>>>2];k+=8;for(var Ae=0;Ae<Q;Ae++)Nd(v,n()[z+Ae>>>0]);oe+=Q}return i()[J>>>2]=oe,0}function ji(v){var k=a["_"+v];return k}function Ad(v,k){t().set(v,k>>>0)}function $d(v,k,L,J,oe){var ne={string:Ct=>{var fo=0;if(Ct!=null&&Ct!==0){var Lx=(Ct.length<<2)+1;fo=nu(Lx),vi(Ct,fo,Lx)}return fo},array:Ct=>{var fo=nu(Ct.length);return Ad(Ct,fo),fo}};function z(Ct){return k==="string"?Ci(Ct):k==="boolean"?!!Ct:Ct}var Q=ji(v),Ae=[],Ft=0;if(J)for(var gr=0;gr<J.length;gr++){var Bx=ne[L[gr]];Bx?(Ft===0&&(Ft=Ef()),Ae[gr]=Bx(J[gr])):Ae[gr]=J[gr]}var Rf=Q.apply(null,Ae);function $E(Ct){return Ft!==0&&ru(Ft),z(Ct)}return Rf=$E(Rf),Rf}function Fd(v,k,L,J){L=L||[];var oe=L.every(z=>z==="number"||z==="boolean"),ne=k!=="string";return ne&&oe&&!J?ji(v):function(){return $d(v,k,L,arguments,J)}}re.init();var Dd=[null,Li,Wi,Vi,Hi,qi,Ki],Xi={__emscripten_init_main_thread_js:pd,__emscripten_thread_cleanup:dd,__pthread_create_js:Gi,_emscripten_default_pthread_stack_size:md,_emscripten_get_now_is_monotonic:hd,_emscripten_notify_task_queue:gd,_emscripten_set_offscreencanvas_size:xd,abort:bd,emscripten_check_blocking_allowed:yd,emscripten_date_now:wd,emscripten_get_heap_max:Cd,emscripten_get_now:Ms,emscripten_memcpy_big:Id,emscripten_num_logical_cores:vd,emscripten_receive_on_main_thread_js:_d,emscripten_resize_heap:Td,emscripten_unwind_to_js_event_loop:Ed,exit:Ui,fd_close:Hi,fd_seek:qi,fd_write:Ki,memory:xe||a.wasmMemory},Ax=td(),Md=a.___wasm_call_ctors=function(){return(Md=a.___wasm_call_ctors=a.asm.__wasm_call_ctors).apply(null,arguments)},Pd=a._init=function(){return(Pd=a._init=a.asm.init).apply(null,arguments)},Od=a._init_with_threads_count=function(){return(Od=a._init_with_threads_count=a.asm.init_with_threads_count).apply(null,arguments)},Bd=a._get_threads_count=function(){return(Bd=a._get_threads_count=a.asm.get_threads_count).apply(null,arguments)},Ld=a._register_tensor=function(){return(Ld=a._register_tensor=a.asm.register_tensor).apply(null,arguments)},Ud=a._dispose_data=function(){return(Ud=a._dispose_data=a.asm.dispose_data).apply(null,arguments)},Wd=a._dispose=function(){return(Wd=a._dispose=a.asm.dispose).apply(null,arguments)},Vd=a._Abs=function(){return(Vd=a._Abs=a.asm.Abs).apply(null,arguments)},Gd=a._Acos=function(){return(Gd=a._Acos=a.asm.Acos).apply(null,arguments)},zd=a._Acosh=function(){return(zd=a._Acosh=a.asm.Acosh).apply(null,arguments)},Hd=a._Add=function(){return(Hd=a._Add=a.asm.Add).apply(null,arguments)},qd=a._AddN=function(){return(qd=a._AddN=a.asm.AddN).apply(null,arguments)},Kd=a._All=function(){return(Kd=a._All=a.asm.All).apply(null,arguments)},jd=a._Any=function(){return(jd=a._Any=a.asm.Any).apply(null,arguments)},Xd=a._ArgMax=function(){return(Xd=a._ArgMax=a.asm.ArgMax).apply(null,arguments)},Yd=a._ArgMin=function(){return(Yd=a._ArgMin=a.asm.ArgMin).apply(null,arguments)},Qd=a._Asin=function(){return(Qd=a._Asin=a.asm.Asin).apply(null,arguments)},Zd=a._Asinh=function(){return(Zd=a._Asinh=a.asm.Asinh).apply(null,arguments)},Jd=a._Atan=function(){return(Jd=a._Atan=a.asm.Atan).apply(null,arguments)},em=a._Atan2=function(){return(em=a._Atan2=a.asm.Atan2).apply(null,arguments)},tm=a._Atanh=function(){return(tm=a._Atanh=a.asm.Atanh).apply(null,arguments)},rm=a._AvgPool=function(){return(rm=a._AvgPool=a.asm.AvgPool).apply(null,arguments)},nm=a._AvgPool3D=function(){return(nm=a._AvgPool3D=a.asm.AvgPool3D).apply(null,arguments)},om=a._AvgPool3DGrad=function(){return(om=a._AvgPool3DGrad=a.asm.AvgPool3DGrad).apply(null,arguments)},sm=a._AvgPoolGrad=function(){return(sm=a._AvgPoolGrad=a.asm.AvgPoolGrad).apply(null,arguments)},am=a._BatchMatMul=function(){return(am=a._BatchMatMul=a.asm.BatchMatMul).apply(null,arguments)},im=a._Bincount=function(){return(im=a._Bincount=a.asm.Bincount).apply(null,arguments)},um=a._BitwiseAnd=function(){return(um=a._BitwiseAnd=a.asm.BitwiseAnd).apply(null,arguments)},lm=a._Ceil=function(){return(lm=a._Ceil=a.asm.Ceil).apply(null,arguments)},cm=a._ClipByValue=function(){return(cm=a._ClipByValue=a.asm.ClipByValue).apply(null,arguments)},pm=a._Conv2D=function(){return(pm=a._Conv2D=a.asm.Conv2D).apply(null,arguments)},dm=a._Conv2DBackpropInput=function(){return(dm=a._Conv2DBackpropInput=a.asm.Conv2DBackpropInput).apply(null,arguments)},mm=a._Conv3D=function(){return(mm=a._Conv3D=a.asm.Conv3D).apply(null,arguments)},fm=a._Conv3DBackpropFilterV2=function(){return(fm=a._Conv3DBackpropFilterV2=a.asm.Conv3DBackpropFilterV2).apply(null,arguments)},hm=a._Conv3DBackpropInputV2=function(){return(hm=a._Conv3DBackpropInputV2=a.asm.Conv3DBackpropInputV2).apply(null,arguments)},gm=a._Cos=function(){return(gm=a._Cos=a.asm.Cos).apply(null,arguments)},xm=a._Cosh=function(){return(xm=a._Cosh=a.asm.Cosh).apply(null,arguments)},bm=a._CropAndResize=function(){return(bm=a._CropAndResize=a.asm.CropAndResize).apply(null,arguments)},ym=a._Cumprod=function(){return(ym=a._Cumprod=a.asm.Cumprod).apply(null,arguments)},wm=a._Cumsum=function(){return(wm=a._Cumsum=a.asm.Cumsum).apply(null,arguments)},Cm=a._DenseBincount=function(){return(Cm=a._DenseBincount=a.asm.DenseBincount).apply(null,arguments)},Im=a._DepthToSpace=function(){return(Im=a._DepthToSpace=a.asm.DepthToSpace).apply(null,arguments)},vm=a._DepthwiseConv2dNative=function(){return(vm=a._DepthwiseConv2dNative=a.asm.DepthwiseConv2dNative).apply(null,arguments)},Sm=a._Diag=function(){return(Sm=a._Diag=a.asm.Diag).apply(null,arguments)},_m=a._Dilation2D=function(){return(_m=a._Dilation2D=a.asm.Dilation2D).apply(null,arguments)},km=a._Dilation2DBackpropFilter=function(){return(km=a._Dilation2DBackpropFilter=a.asm.Dilation2DBackpropFilter).apply(null,arguments)},Tm=a._Dilation2DBackpropInput=function(){return(Tm=a._Dilation2DBackpropInput=a.asm.Dilation2DBackpropInput).apply(null,arguments)},Em=a._Elu=function(){return(Em=a._Elu=a.asm.Elu).apply(null,arguments)},Rm=a._EluGrad=function(){return(Rm=a._EluGrad=a.asm.EluGrad).apply(null,arguments)},Nm=a._Equal=function(){return(Nm=a._Equal=a.asm.Equal).apply(null,arguments)},Am=a._Erf=function(){return(Am=a._Erf=a.asm.Erf).apply(null,arguments)},$m=a._Exp=function(){return($m=a._Exp=a.asm.Exp).apply(null,arguments)},Fm=a._Expm1=function(){return(Fm=a._Expm1=a.asm.Expm1).apply(null,arguments)},Dm=a._FlipLeftRight=function(){return(Dm=a._FlipLeftRight=a.asm.FlipLeftRight).apply(null,arguments)},Mm=a._Floor=function(){return(Mm=a._Floor=a.asm.Floor).apply(null,arguments)},Pm=a._FloorDiv=function(){return(Pm=a._FloorDiv=a.asm.FloorDiv).apply(null,arguments)},Om=a._FusedBatchNorm=function(){return(Om=a._FusedBatchNorm=a.asm.FusedBatchNorm).apply(null,arguments)},Bm=a._FusedConv2D=function(){return(Bm=a._FusedConv2D=a.asm.FusedConv2D).apply(null,arguments)},Lm=a._FusedDepthwiseConv2D=function(){return(Lm=a._FusedDepthwiseConv2D=a.asm.FusedDepthwiseConv2D).apply(null,arguments)},Um=a._Gather=function(){return(Um=a._Gather=a.asm.Gather).apply(null,arguments)},Wm=a._GatherNd=function(){return(Wm=a._GatherNd=a.asm.GatherNd).apply(null,arguments)},Vm=a._Greater=function(){return(Vm=a._Greater=a.asm.Greater).apply(null,arguments)},Gm=a._GreaterEqual=function(){return(Gm=a._GreaterEqual=a.asm.GreaterEqual).apply(null,arguments)},zm=a._IsFinite=function(){return(zm=a._IsFinite=a.asm.IsFinite).apply(null,arguments)},Hm=a._IsInf=function(){return(Hm=a._IsInf=a.asm.IsInf).apply(null,arguments)},qm=a._IsNan=function(){return(qm=a._IsNan=a.asm.IsNan).apply(null,arguments)},Km=a._LRN=function(){return(Km=a._LRN=a.asm.LRN).apply(null,arguments)},jm=a._LRNGrad=function(){return(jm=a._LRNGrad=a.asm.LRNGrad).apply(null,arguments)},Xm=a._LeakyRelu=function(){return(Xm=a._LeakyRelu=a.asm.LeakyRelu).apply(null,arguments)},Ym=a._Less=function(){return(Ym=a._Less=a.asm.Less).apply(null,arguments)},Qm=a._LessEqual=function(){return(Qm=a._LessEqual=a.asm.LessEqual).apply(null,arguments)},Zm=a._LinSpace=function(){return(Zm=a._LinSpace=a.asm.LinSpace).apply(null,arguments)},Jm=a._Log=function(){return(Jm=a._Log=a.asm.Log).apply(null,arguments)},ef=a._Log1p=function(){return(ef=a._Log1p=a.asm.Log1p).apply(null,arguments)},tf=a._LogicalAnd=function(){return(tf=a._LogicalAnd=a.asm.LogicalAnd).apply(null,arguments)},rf=a._LogicalNot=function(){return(rf=a._LogicalNot=a.asm.LogicalNot).apply(null,arguments)},nf=a._LogicalOr=function(){return(nf=a._LogicalOr=a.asm.LogicalOr).apply(null,arguments)},of=a._LogicalXor=function(){return(of=a._LogicalXor=a.asm.LogicalXor).apply(null,arguments)},sf=a._Max=function(){return(sf=a._Max=a.asm.Max).apply(null,arguments)},af=a._MaxPool=function(){return(af=a._MaxPool=a.asm.MaxPool).apply(null,arguments)},uf=a._MaxPool3D=function(){return(uf=a._MaxPool3D=a.asm.MaxPool3D).apply(null,arguments)},lf=a._MaxPool3DGrad=function(){return(lf=a._MaxPool3DGrad=a.asm.MaxPool3DGrad).apply(null,arguments)},cf=a._MaxPoolGrad=function(){return(cf=a._MaxPoolGrad=a.asm.MaxPoolGrad).apply(null,arguments)},pf=a._MaxPoolWithArgmax=function(){return(pf=a._MaxPoolWithArgmax=a.asm.MaxPoolWithArgmax).apply(null,arguments)},df=a._Maximum=function(){return(df=a._Maximum=a.asm.Maximum).apply(null,arguments)},mf=a._Mean=function(){return(mf=a._Mean=a.asm.Mean).apply(null,arguments)},ff=a._Min=function(){return(ff=a._Min=a.asm.Min).apply(null,arguments)},hf=a._Minimum=function(){return(hf=a._Minimum=a.asm.Minimum).apply(null,arguments)},gf=a._MirrorPad=function(){return(gf=a._MirrorPad=a.asm.MirrorPad).apply(null,arguments)},xf=a._Mod=function(){return(xf=a._Mod=a.asm.Mod).apply(null,arguments)},bf=a._Multinomial=function(){return(bf=a._Multinomial=a.asm.Multinomial).apply(null,arguments)},yf=a._Multiply=function(){return(yf=a._Multiply=a.asm.Multiply).apply(null,arguments)},wf=a._Neg=function(){return(wf=a._Neg=a.asm.Neg).apply(null,arguments)},Cf=a._NonMaxSuppressionV3=function(){return(Cf=a._NonMaxSuppressionV3=a.asm.NonMaxSuppressionV3).apply(null,arguments)},If=a._NonMaxSuppressionV4=function(){return(If=a._NonMaxSuppressionV4=a.asm.NonMaxSuppressionV4).apply(null,arguments)},Yi=a._NonMaxSuppressionV5=function(){return(Yi=a._NonMaxSuppressionV5=a.asm.NonMaxSuppressionV5).apply(null,arguments)},Qi=a._NotEqual=function(){return(Qi=a._NotEqual=a.asm.NotEqual).apply(null,arguments)},Os=a._OneHot=function(){return(Os=a._OneHot=a.asm.OneHot).apply(null,arguments)},vf=a._PadV2=function(){return(vf=a._PadV2=a.asm.PadV2).apply(null,arguments)},Sf=a._Pow=function(){return(Sf=a._Pow=a.asm.Pow).apply(null,arguments)},co=a._Prelu=function(){return(co=a._Prelu=a.asm.Prelu).apply(null,arguments)},Zi=a._Prod=function(){return(Zi=a._Prod=a.asm.Prod).apply(null,arguments)},po=a._RealDiv=function(){return(po=a._RealDiv=a.asm.RealDiv).apply(null,arguments)},mo=a._Reciprocal=function(){return(mo=a._Reciprocal=a.asm.Reciprocal).apply(null,arguments)},_f=a._Relu=function(){return(_f=a._Relu=a.asm.Relu).apply(null,arguments)},R=a._Relu6=function(){return(R=a._Relu6=a.asm.Relu6).apply(null,arguments)},P=a._ResizeBilinear=function(){return(P=a._ResizeBilinear=a.asm.ResizeBilinear).apply(null,arguments)},Z=a._ResizeBilinearGrad=function(){return(Z=a._ResizeBilinearGrad=a.asm.ResizeBilinearGrad).apply(null,arguments)},pe=a._ResizeNearestNeighbor=function(){return(pe=a._ResizeNearestNeighbor=a.asm.ResizeNearestNeighbor).apply(null,arguments)},Te=a._ResizeNearestNeighborGrad=function(){return(Te=a._ResizeNearestNeighborGrad=a.asm.ResizeNearestNeighborGrad).apply(null,arguments)},Ee=a._Reverse=function(){return(Ee=a._Reverse=a.asm.Reverse).apply(null,arguments)},ie=a._RotateWithOffset=function(){return(ie=a._RotateWithOffset=a.asm.RotateWithOffset).apply(null,arguments)},ae=a._Round=function(){return(ae=a._Round=a.asm.Round).apply(null,arguments)},We=a._Rsqrt=function(){return(We=a._Rsqrt=a.asm.Rsqrt).apply(null,arguments)},$t=a._ScatterNd=function(){return($t=a._ScatterNd=a.asm.ScatterNd).apply(null,arguments)},hr=a._SearchSorted=function(){return(hr=a._SearchSorted=a.asm.SearchSorted).apply(null,arguments)},Ji=a._SelectV2=function(){return(Ji=a._SelectV2=a.asm.SelectV2).apply(null,arguments)},Bs=a._Selu=function(){return(Bs=a._Selu=a.asm.Selu).apply(null,arguments)},kf=a._Sigmoid=function(){return(kf=a._Sigmoid=a.asm.Sigmoid).apply(null,arguments)},it=a._Sign=function(){return(it=a._Sign=a.asm.Sign).apply(null,arguments)},Br=a._Sin=function(){return(Br=a._Sin=a.asm.Sin).apply(null,arguments)},eu=a._Sinh=function(){return(eu=a._Sinh=a.asm.Sinh).apply(null,arguments)},eE=a._Softmax=function(){return(eE=a._Softmax=a.asm.Softmax).apply(null,arguments)},tE=a._Softplus=function(){return(tE=a._Softplus=a.asm.Softplus).apply(null,arguments)},rE=a._SparseFillEmptyRows=function(){return(rE=a._SparseFillEmptyRows=a.asm.SparseFillEmptyRows).apply(null,arguments)},nE=a._SparseReshape=function(){return(nE=a._SparseReshape=a.asm.SparseReshape).apply(null,arguments)},oE=a._SparseSegmentReduction=function(){return(oE=a._SparseSegmentReduction=a.asm.SparseSegmentReduction).apply(null,arguments)},sE=a._SparseToDense=function(){return(sE=a._SparseToDense=a.asm.SparseToDense).apply(null,arguments)},aE=a._Sqrt=function(){return(aE=a._Sqrt=a.asm.Sqrt).apply(null,arguments)},iE=a._Square=function(){return(iE=a._Square=a.asm.Square).apply(null,arguments)},uE=a._SquaredDifference=function(){return(uE=a._SquaredDifference=a.asm.SquaredDifference).apply(null,arguments)},lE=a._Step=function(){return(lE=a._Step=a.asm.Step).apply(null,arguments)},cE=a._StridedSlice=function(){return(cE=a._StridedSlice=a.asm.StridedSlice).apply(null,arguments)},pE=a._Sub=function(){return(pE=a._Sub=a.asm.Sub).apply(null,arguments)},dE=a._Sum=function(){return(dE=a._Sum=a.asm.Sum).apply(null,arguments)},mE=a._Tan=function(){return(mE=a._Tan=a.asm.Tan).apply(null,arguments)},fE=a._Tanh=function(){return(fE=a._Tanh=a.asm.Tanh).apply(null,arguments)},hE=a._TensorScatterUpdate=function(){return(hE=a._TensorScatterUpdate=a.asm.TensorScatterUpdate).apply(null,arguments)},gE=a._Tile=function(){return(gE=a._Tile=a.asm.Tile).apply(null,arguments)},xE=a._TopK=function(){return(xE=a._TopK=a.asm.TopK).apply(null,arguments)},bE=a._Transform=function(){return(bE=a._Transform=a.asm.Transform).apply(null,arguments)},yE=a._Transpose=function(){return(yE=a._Transpose=a.asm.Transpose).apply(null,arguments)},wE=a.__FusedMatMul=function(){return(wE=a.__FusedMatMul=a.asm._FusedMatMul).apply(null,arguments)},CE=a._malloc=function(){return(CE=a._malloc=a.asm.malloc).apply(null,arguments)},IE=a._free=function(){return(IE=a._free=a.asm.free).apply(null,arguments)},vE=a.__emscripten_tls_init=function(){return(vE=a.__emscripten_tls_init=a.asm._emscripten_tls_init).apply(null,arguments)},tu=a._pthread_self=function(){return(tu=a._pthread_self=a.asm.pthread_self).apply(null,arguments)},SE=a.___errno_location=function(){return(SE=a.___errno_location=a.asm.__errno_location).apply(null,arguments)},$x=a.__emscripten_thread_init=function(){return($x=a.__emscripten_thread_init=a.asm._emscripten_thread_init).apply(null,arguments)},_E=a.__emscripten_thread_crashed=function(){return(_E=a.__emscripten_thread_crashed=a.asm._emscripten_thread_crashed).apply(null,arguments)},kE=a._emscripten_main_thread_process_queued_calls=function(){return(kE=a._emscripten_main_thread_process_queued_calls=a.asm.emscripten_main_thread_process_queued_calls).apply(null,arguments)},TE=a._emscripten_main_browser_thread_id=function(){return(TE=a._emscripten_main_browser_thread_id=a.asm.emscripten_main_browser_thread_id).apply(null,arguments)},Fx=a._emscripten_run_in_main_runtime_thread_js=function(){return(Fx=a._emscripten_run_in_main_runtime_thread_js=a.asm.emscripten_run_in_main_runtime_thread_js).apply(null,arguments)},EE=a._emscripten_dispatch_to_thread_=function(){return(EE=a._emscripten_dispatch_to_thread_=a.asm.emscripten_dispatch_to_thread_).apply(null,arguments)},Dx=a.__emscripten_proxy_execute_task_queue=function(){return(Dx=a.__emscripten_proxy_execute_task_queue=a.asm._emscripten_proxy_execute_task_queue).apply(null,arguments)},Tf=a.__emscripten_thread_free_data=function(){return(Tf=a.__emscripten_thread_free_data=a.asm._emscripten_thread_free_data).apply(null,arguments)},Mx=a.__emscripten_thread_exit=function(){return(Mx=a.__emscripten_thread_exit=a.asm._emscripten_thread_exit).apply(null,arguments)},Px=a._emscripten_stack_set_limits=function(){return(Px=a._emscripten_stack_set_limits=a.asm.emscripten_stack_set_limits).apply(null,arguments)},Ef=a.stackSave=function(){return(Ef=a.stackSave=a.asm.stackSave).apply(null,arguments)},ru=a.stackRestore=function(){return(ru=a.stackRestore=a.asm.stackRestore).apply(null,arguments)},nu=a.stackAlloc=function(){return(nu=a.stackAlloc=a.asm.stackAlloc).apply(null,arguments)},RE=a.dynCall_iijjiiii=function(){return(RE=a.dynCall_iijjiiii=a.asm.dynCall_iijjiiii).apply(null,arguments)},NE=a.dynCall_jiji=function(){return(NE=a.dynCall_jiji=a.asm.dynCall_jiji).apply(null,arguments)};a.keepRuntimeAlive=ln,a.wasmMemory=xe,a.cwrap=Fd,a.ExitStatus=pn,a.PThread=re;var ou;fr=function v(){ou||Ox(),ou||(fr=v)};function Ox(v){if(v=v||f,Pr>0)return;if(I){c(a),et(),startWorker(a);return}if(ao(),Pr>0)return;function k(){ou||(ou=!0,a.calledRun=!0,!At&&(et(),c(a),a.onRuntimeInitialized&&a.onRuntimeInitialized(),Fi()))}a.setStatus?(a.setStatus("Running..."),setTimeout(function(){setTimeout(function(){a.setStatus("")},1),k()},1)):k()}if(a.preInit)for(typeof a.preInit=="function"&&(a.preInit=[a.preInit]);a.preInit.length>0;)a.preInit.pop()();Ox();var su;d&&(su={uncaughtException:process.listeners("uncaughtException").filter(function(v){return!d.uncaughtException.indexOf(v)>-1}),unhandledRejection:process.listeners("unhandledRejection").filter(function(v){return!d.unhandledRejection.indexOf(v)>-1})});var au;if(typeof WasmBackendModule<"u")au=WasmBackendModule;else if(typeof e<"u")au=e;else throw new Error("Could not find wasm module in post.js");if(su){var AE=au._dispose;au._dispose=function(){AE(),su.uncaughtException.forEach(function(v){process.removeListener("uncaughtException",v)}),su.unhandledRejection.forEach(function(v){process.removeListener("unhandledRejection",v)})}}return e.ready})})();typeof nc=="object"&&typeof Sg=="object"?Sg.exports=vg:typeof define=="function"&&define.amd?define([],function(){return vg}):typeof nc=="object"&&(nc.WasmBackendModuleThreadedSimd=vg)});var Z0=Ht((gde,Q0)=>{Q0.exports.wasmWorkerContents=`"use strict";var Module={};var ENVIRONMENT_IS_NODE=typeof process=="object"&&typeof process.versions=="object"&&typeof process.versions.node=="string";if(ENVIRONMENT_IS_NODE){var nodeWorkerThreads=require("worker_threads");var parentPort=nodeWorkerThreads.parentPort;parentPort.on("message",data=>onmessage({data:data}));var fs=require("fs");Object.assign(global,{self:global,require:require,Module:Module,location:{href:__filename},Worker:nodeWorkerThreads.Worker,importScripts:function(f){(0,eval)(fs.readFileSync(f,"utf8")+"//# sourceURL="+f)},postMessage:function(msg){parentPort.postMessage(msg)},performance:global.performance||{now:function(){return Date.now()}}})}var initializedJS=false;var pendingNotifiedProxyingQueues=[];function threadPrintErr(){var text=Array.prototype.slice.call(arguments).join(" ");if(ENVIRONMENT_IS_NODE){fs.writeSync(2,text+"
");return}console.error(text)}function threadAlert(){var text=Array.prototype.slice.call(arguments).join(" ");postMessage({cmd:"alert",text:text,threadId:Module["_pthread_self"]()})}var err=threadPrintErr;self.alert=threadAlert;Module["instantiateWasm"]=(info,receiveInstance)=>{var instance=new WebAssembly.Instance(Module["wasmModule"],info);receiveInstance(instance);Module["wasmModule"]=null;return instance.exports};self.onunhandledrejection=e=>{throw e.reason??e};self.startWorker=instance=>{Module=instance;postMessage({"cmd":"loaded"})};self.onmessage=e=>{try{if(e.data.cmd==="load"){Module["wasmModule"]=e.data.wasmModule;for(const handler of e.data.handlers){Module[handler]=function(){postMessage({cmd:"callHandler",handler:handler,args:[...arguments]})}}Module["wasmMemory"]=e.data.wasmMemory;Module["buffer"]=Module["wasmMemory"].buffer;Module["ENVIRONMENT_IS_PTHREAD"]=true;if(typeof e.data.urlOrBlob=="string"){importScripts(e.data.urlOrBlob)}else{var objectUrl=URL.createObjectURL(e.data.urlOrBlob);importScripts(objectUrl);URL.revokeObjectURL(objectUrl)}WasmBackendModuleThreadedSimd(Module)}else if(e.data.cmd==="run"){Module["__emscripten_thread_init"](e.data.pthread_ptr,0,0,1);Module["establishStackSpace"]();Module["PThread"].receiveObjectTransfer(e.data);Module["PThread"].threadInitTLS();if(!initializedJS){pendingNotifiedProxyingQueues.forEach(queue=>{Module["executeNotifiedProxyingQueue"](queue)});pendingNotifiedProxyingQueues=[];initializedJS=true}try{Module["invokeEntryPoint"](e.data.start_routine,e.data.arg)}catch(ex){if(ex!="unwind"){if(ex instanceof Module["ExitStatus"]){if(Module["keepRuntimeAlive"]()){}else{Module["__emscripten_thread_exit"](ex.status)}}else{throw ex}}}}else if(e.data.cmd==="cancel"){if(Module["_pthread_self"]()){Module["__emscripten_thread_exit"](-1)}}else if(e.data.target==="setimmediate"){}else if(e.data.cmd==="processProxyingQueue"){if(initializedJS){Module["executeNotifiedProxyingQueue"](e.data.queue)}else{pendingNotifiedProxyingQueues.push(e.data.queue)}}else if(e.data.cmd){err("worker.js received unknown command "+e.data.cmd);err(e.data)}}catch(ex){if(Module["__emscripten_thread_crashed"]){Module["__emscripten_thread_crashed"]()}throw ex}};`});var J0=Ht((oc,kg)=>{var _g=(()=>{var r=typeof document<"u"&&document.currentScript?document.currentScript.src:void 0;return typeof __filename<"u"&&(r=r||__filename),(function(e){e=e||{};var t=typeof e<"u"?e:{},n,o;t.ready=new Promise(function(R,P){n=R,o=P});var s;typeof process<"u"&&process.listeners&&(s={uncaughtException:process.listeners("uncaughtException"),unhandledRejection:process.listeners("unhandledRejection")});var i=Object.assign({},t),u=[],l="./this.program",a=(R,P)=>{throw P},c=typeof window=="object",p=typeof importScripts=="function",d=typeof process=="object"&&typeof process.versions=="object"&&typeof process.versions.node=="string",m="";function f(R){return t.locateFile?t.locateFile(R,m):m+R}var h,g,x,y;function C(R){if(R instanceof io)return;N("exiting due to exception: "+R)}if(d){var I=Cg(),_=Ig();p?m=_.dirname(m)+"/":m=__dirname+"/",h=(R,P)=>(R=ao(R)?new URL(R):_.normalize(R),I.readFileSync(R,P?void 0:"utf8")),x=R=>{var P=h(R,!0);return P.buffer||(P=new Uint8Array(P)),P},g=(R,P,Z)=>{R=ao(R)?new URL(R):_.normalize(R),I.readFile(R,function(pe,Te){pe?Z(pe):P(Te.buffer)})},process.argv.length>1&&(l=process.argv[1].replace(/\\/g,"/")),u=process.argv.slice(2),process.on("uncaughtException",function(R){if(!(R instanceof io))throw R}),process.on("unhandledRejection",function(R){throw R}),a=(R,P)=>{if(_i())throw process.exitCode=R,P;C(P),process.exit(R)},t.inspect=function(){return"[Emscripten Module object]"}}else(c||p)&&(p?m=self.location.href:typeof document<"u"&&document.currentScript&&(m=document.currentScript.src),r&&(m=r),m.indexOf("blob:")!==0?m=m.substr(0,m.replace(/[?#].*/,"").lastIndexOf("/")+1):m="",h=R=>{var P=new XMLHttpRequest;return P.open("GET",R,!1),P.send(null),P.responseText},p&&(x=R=>{var P=new XMLHttpRequest;return P.open("GET",R,!1),P.responseType="arraybuffer",P.send(null),new Uint8Array(P.response)}),g=(R,P,Z)=>{var pe=new XMLHttpRequest;pe.open("GET",R,!0),pe.responseType="arraybuffer",pe.onload=()=>{if(pe.status==200||pe.status==0&&pe.response){P(pe.response);return}Z()},pe.onerror=Z,pe.send(null)},y=R=>document.title=R);var A=t.print||console.log.bind(console),N=t.printErr||console.warn.bind(console);Object.assign(t,i),i=null,t.arguments&&(u=t.arguments),t.thisProgram&&(l=t.thisProgram),t.quit&&(a=t.quit);var F=4,O;t.wasmBinary&&(O=t.wasmBinary);var B=t.noExitRuntime||!0;typeof WebAssembly!="object"&&Mr("no native wasm support detected");var q,j=!1,ue;function fe(R,P){R||Mr(P)}var ge=typeof TextDecoder<"u"?new TextDecoder("utf8"):void 0;function ve(R,P,Z){P>>>=0;for(var pe=P+Z,Te=P;R[Te]&&!(Te>=pe);)++Te;if(Te-P>16&&R.buffer&&ge)return ge.decode(R.subarray(P,Te));for(var Ee="";P<Te;){var ie=R[P++];if(!(ie&128)){Ee+=String.fromCharCode(ie);continue}var ae=R[P++]&63;if((ie&224)==192){Ee+=String.fromCharCode((ie&31)<<6|ae);continue}var We=R[P++]&63;if((ie&240)==224?ie=(ie&15)<<12|ae<<6|We:ie=(ie&7)<<18|ae<<12|We<<6|R[P++]&63,ie<65536)Ee+=String.fromCharCode(ie);else{var $t=ie-65536;Ee+=String.fromCharCode(55296|$t>>10,56320|$t&1023)}}return Ee}function le(R,P){return R>>>=0,R?ve(De,R,P):""}function ke(R,P,Z,pe){if(Z>>>=0,!(pe>0))return 0;for(var Te=Z,Ee=Z+pe-1,ie=0;ie<R.length;++ie){var ae=R.charCodeAt(ie);if(ae>=55296&&ae<=57343){var We=R.charCodeAt(++ie);ae=65536+((ae&1023)<<10)|We&1023}if(ae<=127){if(Z>=Ee)break;P[Z++>>>0]=ae}else if(ae<=2047){if(Z+1>=Ee)break;P[Z++>>>0]=192|ae>>6,P[Z++>>>0]=128|ae&63}else if(ae<=65535){if(Z+2>=Ee)break;P[Z++>>>0]=224|ae>>12,P[Z++>>>0]=128|ae>>6&63,P[Z++>>>0]=128|ae&63}else{if(Z+3>=Ee)break;P[Z++>>>0]=240|ae>>18,P[Z++>>>0]=128|ae>>12&63,P[Z++>>>0]=128|ae>>6&63,P[Z++>>>0]=128|ae&63}}return P[Z>>>0]=0,Z-Te}function Qe(R,P,Z){return ke(R,De,P,Z)}var Xe,at,De,Be,xe,Ot,At,mr,Ns;function As(R){Xe=R,t.HEAP8=at=new Int8Array(R),t.HEAP16=Be=new Int16Array(R),t.HEAP32=Ot=new Int32Array(R),t.HEAPU8=De=new Uint8Array(R),t.HEAPU16=xe=new Uint16Array(R),t.HEAPU32=At=new Uint32Array(R),t.HEAPF32=mr=new Float32Array(R),t.HEAPF64=Ns=new Float64Array(R)}var Kp=t.INITIAL_MEMORY||16777216,Ci,Ii=[],vi=[],Ze=[],Si=!1;function _i(){return B}function ki(){if(t.preRun)for(typeof t.preRun=="function"&&(t.preRun=[t.preRun]);t.preRun.length;)Ei(t.preRun.shift());fr(Ii)}function jp(){Si=!0,fr(vi)}function Ti(){if(t.postRun)for(typeof t.postRun=="function"&&(t.postRun=[t.postRun]);t.postRun.length;)Ni(t.postRun.shift());fr(Ze)}function Ei(R){Ii.unshift(R)}function Ri(R){vi.unshift(R)}function Ni(R){Ze.unshift(R)}var Je=0,so=null,Dr=null;function Ai(R){Je++,t.monitorRunDependencies&&t.monitorRunDependencies(Je)}function $i(R){if(Je--,t.monitorRunDependencies&&t.monitorRunDependencies(Je),Je==0&&(so!==null&&(clearInterval(so),so=null),Dr)){var P=Dr;Dr=null,P()}}function Mr(R){t.onAbort&&t.onAbort(R),R="Aborted("+R+")",N(R),j=!0,ue=1,R+=". Build with -sASSERTIONS for more info.";var P=new WebAssembly.RuntimeError(R);throw o(P),P}var Xp="data:application/octet-stream;base64,";function ln(R){return R.startsWith(Xp)}function ao(R){return R.startsWith("file://")}var et;et="tfjs-backend-wasm.wasm",ln(et)||(et=f(et));function Fi(R){try{if(R==et&&O)return new Uint8Array(O);if(x)return x(R);throw"both async and sync fetching of the wasm failed"}catch(P){Mr(P)}}function Yp(){if(!O&&(c||p)){if(typeof fetch=="function"&&!ao(et))return fetch(et,{credentials:"same-origin"}).then(function(R){if(!R.ok)throw"failed to load wasm binary file at '"+et+"'";return R.arrayBuffer()}).catch(function(){return Fi(et)});if(g)return new Promise(function(R,P){g(et,function(Z){R(new Uint8Array(Z))},P)})}return Promise.resolve().then(function(){return Fi(et)})}function Qp(){var R={env:$s,wasi_snapshot_preview1:$s};function P(ie,ae){var We=ie.exports;t.asm=We,q=t.asm.memory,As(q.buffer),Ci=t.asm.__indirect_function_table,Ri(t.asm.__wasm_call_ctors),$i("wasm-instantiate")}Ai("wasm-instantiate");function Z(ie){P(ie.instance)}function pe(ie){return Yp().then(function(ae){return WebAssembly.instantiate(ae,R)}).then(function(ae){return ae}).then(ie,function(ae){N("failed to asynchronously prepare wasm: "+ae),Mr(ae)})}function Te(){return!O&&typeof WebAssembly.instantiateStreaming=="function"&&!ln(et)&&!ao(et)&&!d&&typeof fetch=="function"?fetch(et,{credentials:"same-origin"}).then(function(ie){var ae=WebAssembly.instantiateStreaming(ie,R);return ae.then(Z,function(We){return N("wasm streaming compile failed: "+We),N("falling back to ArrayBuffer instantiation"),pe(Z)})}):pe(Z)}if(t.instantiateWasm)try{var Ee=t.instantiateWasm(R,P);return Ee}catch(ie){N("Module.instantiateWasm callback failed with error: "+ie),o(ie)}return Te().catch(o),{}}var Ex,Pr;function io(R){this.name="ExitStatus",this.message="Program terminated with exit("+R+")",this.status=R}function fr(R){for(;R.length>0;)R.shift()(t)}function Zp(){Mr("")}function Di(){return 4294901760}function cn(){return Di()}function Jp(R,P,Z){De.copyWithin(R>>>0,P>>>0,P+Z>>>0)}function Mi(R){try{return q.grow(R-Xe.byteLength+65535>>>16),As(q.buffer),1}catch{}}function uo(R){var P=De.length;R=R>>>0;var Z=Di();if(R>Z)return!1;let pe=(We,$t)=>We+($t-We%$t)%$t;for(var Te=1;Te<=4;Te*=2){var Ee=P*(1+.2/Te);Ee=Math.min(Ee,R+100663296);var ie=Math.min(Z,pe(Math.max(R,Ee),65536)),ae=Mi(ie);if(ae)return!0}return!1}var tt={varargs:void 0,get:function(){tt.varargs+=4;var R=Ot[tt.varargs-4>>>2];return R},getStr:function(R){var P=le(R);return P}};function Pi(R){return 52}function ed(R,P,Z,pe,Te){return 70}var td=[null,[],[]];function Rx(R,P){var Z=td[R];P===0||P===10?((R===1?A:N)(ve(Z,0)),Z.length=0):Z.push(P)}function Nx(R,P,Z,pe){for(var Te=0,Ee=0;Ee<Z;Ee++){var ie=At[P>>>2],ae=At[P+4>>>2];P+=8;for(var We=0;We<ae;We++)Rx(R,De[ie+We>>>0]);Te+=ae}return At[pe>>>2]=Te,0}function Oi(R){var P=t["_"+R];return P}function pn(R,P){at.set(R,P>>>0)}function rd(R,P,Z,pe,Te){var Ee={string:it=>{var Br=0;if(it!=null&&it!==0){var eu=(it.length<<2)+1;Br=Os(eu),Qe(it,Br,eu)}return Br},array:it=>{var Br=Os(it.length);return pn(it,Br),Br}};function ie(it){return P==="string"?le(it):P==="boolean"?!!it:it}var ae=Oi(R),We=[],$t=0;if(pe)for(var hr=0;hr<pe.length;hr++){var Ji=Ee[Z[hr]];Ji?($t===0&&($t=Yi()),We[hr]=Ji(pe[hr])):We[hr]=pe[hr]}var Bs=ae.apply(null,We);function kf(it){return $t!==0&&Qi($t),ie(it)}return Bs=kf(Bs),Bs}function nd(R,P,Z,pe){Z=Z||[];var Te=Z.every(ie=>ie==="number"||ie==="boolean"),Ee=P!=="string";return Ee&&Te&&!pe?Oi(R):function(){return rd(R,P,Z,arguments,pe)}}var $s={abort:Zp,emscripten_get_heap_max:cn,emscripten_memcpy_big:Jp,emscripten_resize_heap:uo,fd_close:Pi,fd_seek:ed,fd_write:Nx},od=Qp(),Bi=t.___wasm_call_ctors=function(){return(Bi=t.___wasm_call_ctors=t.asm.__wasm_call_ctors).apply(null,arguments)},Li=t._init=function(){return(Li=t._init=t.asm.init).apply(null,arguments)},sd=t._init_with_threads_count=function(){return(sd=t._init_with_threads_count=t.asm.init_with_threads_count).apply(null,arguments)},Ui=t._get_threads_count=function(){return(Ui=t._get_threads_count=t.asm.get_threads_count).apply(null,arguments)},ad=t._register_tensor=function(){return(ad=t._register_tensor=t.asm.register_tensor).apply(null,arguments)},re=t._dispose_data=function(){return(re=t._dispose_data=t.asm.dispose_data).apply(null,arguments)},Fs=t._dispose=function(){return(Fs=t._dispose=t.asm.dispose).apply(null,arguments)},id=t._Abs=function(){return(id=t._Abs=t.asm.Abs).apply(null,arguments)},Wi=t._Acos=function(){return(Wi=t._Acos=t.asm.Acos).apply(null,arguments)},lo=t._Acosh=function(){return(lo=t._Acosh=t.asm.Acosh).apply(null,arguments)},ud=t._Add=function(){return(ud=t._Add=t.asm.Add).apply(null,arguments)},ld=t._AddN=function(){return(ld=t._AddN=t.asm.AddN).apply(null,arguments)},cd=t._All=function(){return(cd=t._All=t.asm.All).apply(null,arguments)},pd=t._Any=function(){return(pd=t._Any=t.asm.Any).apply(null,arguments)},dd=t._ArgMax=function(){return(dd=t._ArgMax=t.asm.ArgMax).apply(null,arguments)},Vi=t._ArgMin=function(){return(Vi=t._ArgMin=t.asm.ArgMin).apply(null,arguments)},Gi=t._Asin=function(){return(Gi=t._Asin=t.asm.Asin).apply(null,arguments)},md=t._Asinh=function(){return(md=t._Asinh=t.asm.Asinh).apply(null,arguments)},fd=t._Atan=function(){return(fd=t._Atan=t.asm.Atan).apply(null,arguments)},hd=t._Atan2=function(){return(hd=t._Atan2=t.asm.Atan2).apply(null,arguments)},Ds=t._Atanh=function(){return(Ds=t._Atanh=t.asm.Atanh).apply(null,arguments)},gd=t._AvgPool=function(){return(gd=t._AvgPool=t.asm.AvgPool).apply(null,arguments)},xd=t._AvgPool3D=function(){return(xd=t._AvgPool3D=t.asm.AvgPool3D).apply(null,arguments)},bd=t._AvgPool3DGrad=function(){return(bd=t._AvgPool3DGrad=t.asm.AvgPool3DGrad).apply(null,arguments)},dn=t._AvgPoolGrad=function(){return(dn=t._AvgPoolGrad=t.asm.AvgPoolGrad).apply(null,arguments)},yd=t._BatchMatMul=function(){return(yd=t._BatchMatMul=t.asm.BatchMatMul).apply(null,arguments)},wd=t._Bincount=function(){return(wd=t._Bincount=t.asm.Bincount).apply(null,arguments)},zi=t._BitwiseAnd=function(){return(zi=t._BitwiseAnd=t.asm.BitwiseAnd).apply(null,arguments)},Cd=t._Ceil=function(){return(Cd=t._Ceil=t.asm.Ceil).apply(null,arguments)},Ms=t._ClipByValue=function(){return(Ms=t._ClipByValue=t.asm.ClipByValue).apply(null,arguments)},Id=t._Conv2D=function(){return(Id=t._Conv2D=t.asm.Conv2D).apply(null,arguments)},vd=t._Conv2DBackpropInput=function(){return(vd=t._Conv2DBackpropInput=t.asm.Conv2DBackpropInput).apply(null,arguments)},Sd=t._Conv3D=function(){return(Sd=t._Conv3D=t.asm.Conv3D).apply(null,arguments)},Or=t._Conv3DBackpropFilterV2=function(){return(Or=t._Conv3DBackpropFilterV2=t.asm.Conv3DBackpropFilterV2).apply(null,arguments)},Ps=t._Conv3DBackpropInputV2=function(){return(Ps=t._Conv3DBackpropInputV2=t.asm.Conv3DBackpropInputV2).apply(null,arguments)},_d=t._Cos=function(){return(_d=t._Cos=t.asm.Cos).apply(null,arguments)},kd=t._Cosh=function(){return(kd=t._Cosh=t.asm.Cosh).apply(null,arguments)},Td=t._CropAndResize=function(){return(Td=t._CropAndResize=t.asm.CropAndResize).apply(null,arguments)},Ed=t._Cumprod=function(){return(Ed=t._Cumprod=t.asm.Cumprod).apply(null,arguments)},Hi=t._Cumsum=function(){return(Hi=t._Cumsum=t.asm.Cumsum).apply(null,arguments)},qi=t._DenseBincount=function(){return(qi=t._DenseBincount=t.asm.DenseBincount).apply(null,arguments)},Rd=t._DepthToSpace=function(){return(Rd=t._DepthToSpace=t.asm.DepthToSpace).apply(null,arguments)},Nd=t._DepthwiseConv2dNative=function(){return(Nd=t._DepthwiseConv2dNative=t.asm.DepthwiseConv2dNative).apply(null,arguments)},Ki=t._Diag=function(){return(Ki=t._Diag=t.asm.Diag).apply(null,arguments)},ji=t._Dilation2D=function(){return(ji=t._Dilation2D=t.asm.Dilation2D).apply(null,arguments)},Ad=t._Dilation2DBackpropFilter=function(){return(Ad=t._Dilation2DBackpropFilter=t.asm.Dilation2DBackpropFilter).apply(null,arguments)},$d=t._Dilation2DBackpropInput=function(){return($d=t._Dilation2DBackpropInput=t.asm.Dilation2DBackpropInput).apply(null,arguments)},Fd=t._Elu=function(){return(Fd=t._Elu=t.asm.Elu).apply(null,arguments)},Dd=t._EluGrad=function(){return(Dd=t._EluGrad=t.asm.EluGrad).apply(null,arguments)},Xi=t._Equal=function(){return(Xi=t._Equal=t.asm.Equal).apply(null,arguments)},Ax=t._Erf=function(){return(Ax=t._Erf=t.asm.Erf).apply(null,arguments)},Md=t._Exp=function(){return(Md=t._Exp=t.asm.Exp).apply(null,arguments)},Pd=t._Expm1=function(){return(Pd=t._Expm1=t.asm.Expm1).apply(null,arguments)},Od=t._FlipLeftRight=function(){return(Od=t._FlipLeftRight=t.asm.FlipLeftRight).apply(null,arguments)},Bd=t._Floor=function(){return(Bd=t._Floor=t.asm.Floor).apply(null,arguments)},Ld=t._FloorDiv=function(){return(Ld=t._FloorDiv=t.asm.FloorDiv).apply(null,arguments)},Ud=t._FusedBatchNorm=function(){return(Ud=t._FusedBatchNorm=t.asm.FusedBatchNorm).apply(null,arguments)},Wd=t._FusedConv2D=function(){return(Wd=t._FusedConv2D=t.asm.FusedConv2D).apply(null,arguments)},Vd=t._FusedDepthwiseConv2D=function(){return(Vd=t._FusedDepthwiseConv2D=t.asm.FusedDepthwiseConv2D).apply(null,arguments)},Gd=t._Gather=function(){return(Gd=t._Gather=t.asm.Gather).apply(null,arguments)},zd=t._GatherNd=function(){return(zd=t._GatherNd=t.asm.GatherNd).apply(null,arguments)},Hd=t._Greater=function(){return(Hd=t._Greater=t.asm.Greater).apply(null,arguments)},qd=t._GreaterEqual=function(){return(qd=t._GreaterEqual=t.asm.GreaterEqual).apply(null,arguments)},Kd=t._IsFinite=function(){return(Kd=t._IsFinite=t.asm.IsFinite).apply(null,arguments)},jd=t._IsInf=function(){return(jd=t._IsInf=t.asm.IsInf).apply(null,arguments)},Xd=t._IsNan=function(){return(Xd=t._IsNan=t.asm.IsNan).apply(null,arguments)},Yd=t._LRN=function(){return(Yd=t._LRN=t.asm.LRN).apply(null,arguments)},Qd=t._LRNGrad=function(){return(Qd=t._LRNGrad=t.asm.LRNGrad).apply(null,arguments)},Zd=t._LeakyRelu=function(){return(Zd=t._LeakyRelu=t.asm.LeakyRelu).apply(null,arguments)},Jd=t._Less=function(){return(Jd=t._Less=t.asm.Less).apply(null,arguments)},em=t._LessEqual=function(){return(em=t._LessEqual=t.asm.LessEqual).apply(null,arguments)},tm=t._LinSpace=function(){return(tm=t._LinSpace=t.asm.LinSpace).apply(null,arguments)},rm=t._Log=function(){return(rm=t._Log=t.asm.Log).apply(null,arguments)},nm=t._Log1p=function(){return(nm=t._Log1p=t.asm.Log1p).apply(null,arguments)},om=t._LogicalAnd=function(){return(om=t._LogicalAnd=t.asm.LogicalAnd).apply(null,arguments)},sm=t._LogicalNot=function(){return(sm=t._LogicalNot=t.asm.LogicalNot).apply(null,arguments)},am=t._LogicalOr=function(){return(am=t._LogicalOr=t.asm.LogicalOr).apply(null,arguments)},im=t._LogicalXor=function(){return(im=t._LogicalXor=t.asm.LogicalXor).apply(null,arguments)},um=t._Max=function(){return(um=t._Max=t.asm.Max).apply(null,arguments)},lm=t._MaxPool=function(){return(lm=t._MaxPool=t.asm.MaxPool).apply(null,arguments)},cm=t._MaxPool3D=function(){return(cm=t._MaxPool3D=t.asm.MaxPool3D).apply(null,arguments)},pm=t._MaxPool3DGrad=function(){return(pm=t._MaxPool3DGrad=t.asm.MaxPool3DGrad).apply(null,arguments)},dm=t._MaxPoolGrad=function(){return(dm=t._MaxPoolGrad=t.asm.MaxPoolGrad).apply(null,arguments)},mm=t._MaxPoolWithArgmax=function(){return(mm=t._MaxPoolWithArgmax=t.asm.MaxPoolWithArgmax).apply(null,arguments)},fm=t._Maximum=function(){return(fm=t._Maximum=t.asm.Maximum).apply(null,arguments)},hm=t._Mean=function(){return(hm=t._Mean=t.asm.Mean).apply(null,arguments)},gm=t._Min=function(){return(gm=t._Min=t.asm.Min).apply(null,arguments)},xm=t._Minimum=function(){return(xm=t._Minimum=t.asm.Minimum).apply(null,arguments)},bm=t._MirrorPad=function(){return(bm=t._MirrorPad=t.asm.MirrorPad).apply(null,arguments)},ym=t._Mod=function(){return(ym=t._Mod=t.asm.Mod).apply(null,arguments)},wm=t._Multinomial=function(){return(wm=t._Multinomial=t.asm.Multinomial).apply(null,arguments)},Cm=t._Multiply=function(){return(Cm=t._Multiply=t.asm.Multiply).apply(null,arguments)},Im=t._Neg=function(){return(Im=t._Neg=t.asm.Neg).apply(null,arguments)},vm=t._NonMaxSuppressionV3=function(){return(vm=t._NonMaxSuppressionV3=t.asm.NonMaxSuppressionV3).apply(null,arguments)},Sm=t._NonMaxSuppressionV4=function(){return(Sm=t._NonMaxSuppressionV4=t.asm.NonMaxSuppressionV4).apply(null,arguments)},_m=t._NonMaxSuppressionV5=function(){return(_m=t._NonMaxSuppressionV5=t.asm.NonMaxSuppressionV5).apply(null,arguments)},km=t._NotEqual=function(){return(km=t._NotEqual=t.asm.NotEqual).apply(null,arguments)},Tm=t._OneHot=function(){return(Tm=t._OneHot=t.asm.OneHot).apply(null,arguments)},Em=t._PadV2=function(){return(Em=t._PadV2=t.asm.PadV2).apply(null,arguments)},Rm=t._Pow=function(){return(Rm=t._Pow=t.asm.Pow).apply(null,arguments)},Nm=t._Prelu=function(){return(Nm=t._Prelu=t.asm.Prelu).apply(null,arguments)},Am=t._Prod=function(){return(Am=t._Prod=t.asm.Prod).apply(null,arguments)},$m=t._RealDiv=function(){return($m=t._RealDiv=t.asm.RealDiv).apply(null,arguments)},Fm=t._Reciprocal=function(){return(Fm=t._Reciprocal=t.asm.Reciprocal).apply(null,arguments)},Dm=t._Relu=function(){return(Dm=t._Relu=t.asm.Relu).apply(null,arguments)},Mm=t._Relu6=function(){return(Mm=t._Relu6=t.asm.Relu6).apply(null,arguments)},Pm=t._ResizeBilinear=function(){return(Pm=t._ResizeBilinear=t.asm.ResizeBilinear).apply(null,arguments)},Om=t._ResizeBilinearGrad=function(){return(Om=t._ResizeBilinearGrad=t.asm.ResizeBilinearGrad).apply(null,arguments)},Bm=t._ResizeNearestNeighbor=function(){return(Bm=t._ResizeNearestNeighbor=t.asm.ResizeNearestNeighbor).apply(null,arguments)},Lm=t._ResizeNearestNeighborGrad=function(){return(Lm=t._ResizeNearestNeighborGrad=t.asm.ResizeNearestNeighborGrad).apply(null,arguments)},Um=t._Reverse=function(){return(Um=t._Reverse=t.asm.Reverse).apply(null,arguments)},Wm=t._RotateWithOffset=function(){return(Wm=t._RotateWithOffset=t.asm.RotateWithOffset).apply(null,arguments)},Vm=t._Round=function(){return(Vm=t._Round=t.asm.Round).apply(null,arguments)},Gm=t._Rsqrt=function(){return(Gm=t._Rsqrt=t.asm.Rsqrt).apply(null,arguments)},zm=t._ScatterNd=function(){return(zm=t._ScatterNd=t.asm.ScatterNd).apply(null,arguments)},Hm=t._SearchSorted=function(){return(Hm=t._SearchSorted=t.asm.SearchSorted).apply(null,arguments)},qm=t._SelectV2=function(){return(qm=t._SelectV2=t.asm.SelectV2).apply(null,arguments)},Km=t._Selu=function(){return(Km=t._Selu=t.asm.Selu).apply(null,arguments)},jm=t._Sigmoid=function(){return(jm=t._Sigmoid=t.asm.Sigmoid).apply(null,arguments)},Xm=t._Sign=function(){return(Xm=t._Sign=t.asm.Sign).apply(null,arguments)},Ym=t._Sin=function(){return(Ym=t._Sin=t.asm.Sin).apply(null,arguments)},Qm=t._Sinh=function(){return(Qm=t._Sinh=t.asm.Sinh).apply(null,arguments)},Zm=t._Softmax=function(){return(Zm=t._Softmax=t.asm.Softmax).apply(null,arguments)},Jm=t._Softplus=function(){return(Jm=t._Softplus=t.asm.Softplus).apply(null,arguments)},ef=t._SparseFillEmptyRows=function(){return(ef=t._SparseFillEmptyRows=t.asm.SparseFillEmptyRows).apply(null,arguments)},tf=t._SparseReshape=function(){return(tf=t._SparseReshape=t.asm.SparseReshape).apply(null,arguments)},rf=t._SparseSegmentReduction=function(){return(rf=t._SparseSegmentReduction=t.asm.SparseSegmentReduction).apply(null,arguments)},nf=t._SparseToDense=function(){return(nf=t._SparseToDense=t.asm.SparseToDense).apply(null,arguments)},of=t._Sqrt=function(){return(of=t._Sqrt=t.asm.Sqrt).apply(null,arguments)},sf=t._Square=function(){return(sf=t._Square=t.asm.Square).apply(null,arguments)},af=t._SquaredDifference=function(){return(af=t._SquaredDifference=t.asm.SquaredDifference).apply(null,arguments)},uf=t._Step=function(){return(uf=t._Step=t.asm.Step).apply(null,arguments)},lf=t._StridedSlice=function(){return(lf=t._StridedSlice=t.asm.StridedSlice).apply(null,arguments)},cf=t._Sub=function(){return(cf=t._Sub=t.asm.Sub).apply(null,arguments)},pf=t._Sum=function(){return(pf=t._Sum=t.asm.Sum).apply(null,arguments)},df=t._Tan=function(){return(df=t._Tan=t.asm.Tan).apply(null,arguments)},mf=t._Tanh=function(){return(mf=t._Tanh=t.asm.Tanh).apply(null,arguments)},ff=t._TensorScatterUpdate=function(){return(ff=t._TensorScatterUpdate=t.asm.TensorScatterUpdate).apply(null,arguments)},hf=t._Tile=function(){return(hf=t._Tile=t.asm.Tile).apply(null,arguments)},gf=t._TopK=function(){return(gf=t._TopK=t.asm.TopK).apply(null,arguments)},xf=t._Transform=function(){return(xf=t._Transform=t.asm.Transform).apply(null,arguments)},bf=t._Transpose=function(){return(bf=t._Transpose=t.asm.Transpose).apply(null,arguments)},yf=t.__FusedMatMul=function(){return(yf=t.__FusedMatMul=t.asm._FusedMatMul).apply(null,arguments)},wf=t._malloc=function(){return(wf=t._malloc=t.asm.malloc).apply(null,arguments)},Cf=t._free=function(){return(Cf=t._free=t.asm.free).apply(null,arguments)},If=t.___errno_location=function(){return(If=t.___errno_location=t.asm.__errno_location).apply(null,arguments)},Yi=t.stackSave=function(){return(Yi=t.stackSave=t.asm.stackSave).apply(null,arguments)},Qi=t.stackRestore=function(){return(Qi=t.stackRestore=t.asm.stackRestore).apply(null,arguments)},Os=t.stackAlloc=function(){return(Os=t.stackAlloc=t.asm.stackAlloc).apply(null,arguments)},vf=t.dynCall_iijjiiii=function(){return(vf=t.dynCall_iijjiiii=t.asm.dynCall_iijjiiii).apply(null,arguments)},Sf=t.dynCall_jiji=function(){return(Sf=t.dynCall_jiji=t.asm.dynCall_jiji).apply(null,arguments)};t.cwrap=nd;var co;Dr=function R(){co||Zi(),co||(Dr=R)};function Zi(R){if(R=R||u,Je>0||(ki(),Je>0))return;function P(){co||(co=!0,t.calledRun=!0,!j&&(jp(),n(t),t.onRuntimeInitialized&&t.onRuntimeInitialized(),Ti()))}t.setStatus?(t.setStatus("Running..."),setTimeout(function(){setTimeout(function(){t.setStatus("")},1),P()},1)):P()}if(t.preInit)for(typeof t.preInit=="function"&&(t.preInit=[t.preInit]);t.preInit.length>0;)t.preInit.pop()();Zi();var po;s&&(po={uncaughtException:process.listeners("uncaughtException").filter(function(R){return!s.uncaughtException.indexOf(R)>-1}),unhandledRejection:process.listeners("unhandledRejection").filter(function(R){return!s.unhandledRejection.indexOf(R)>-1})});var mo;if(typeof e<"u")mo=e;else if(typeof WasmBackendModuleThreadedSimd<"u")mo=WasmBackendModuleThreadedSimd;else throw new Error("Could not find wasm module in post.js");if(po){var _f=mo._dispose;mo._dispose=function(){_f(),po.uncaughtException.forEach(function(R){process.removeListener("uncaughtException",R)}),po.unhandledRejection.forEach(function(R){process.removeListener("unhandledRejection",R)})}}return e.ready})})();typeof oc=="object"&&typeof kg=="object"?kg.exports=_g:typeof define=="function"&&define.amd?define([],function(){return _g}):typeof oc=="object"&&(oc.WasmBackendModule=_g)});var mn=class{constructor(e,t){this.backend=e,this.dataMover=t,this.data=new WeakMap,this.dataIdsCount=0}get(e){return this.data.has(e)||this.dataMover.moveData(this.backend,e),this.data.get(e)}set(e,t){this.dataIdsCount++,this.data.set(e,t)}has(e){return this.data.has(e)}delete(e){return this.dataIdsCount--,this.data.delete(e)}numDataIds(){return this.dataIdsCount}},xr=class{refCount(e){return It("refCount")}incRef(e){return It("incRef")}timerAvailable(){return!0}time(e){return It("time")}read(e){return It("read")}readSync(e){return It("readSync")}readToGPU(e,t){return It("readToGPU")}numDataIds(){return It("numDataIds")}disposeData(e,t){return It("disposeData")}write(e,t,n){return It("write")}move(e,t,n,o,s){return It("move")}createTensorFromGPUData(e,t,n){return It("createTensorFromGPUData")}memory(){return It("memory")}floatPrecision(){return It("floatPrecision")}epsilon(){return this.floatPrecision()===32?1e-7:1e-4}dispose(){return It("dispose")}};function It(r){throw new Error(`'${r}' not yet implemented or not found in the registry. This kernel may not be supported by the tfjs backend you have chosen`)}function Ux(r){let e=r.length,t=0;for(;e>0;)t=Math.random()*e|0,e--,uu(r,e,t)}function LE(r,e){if(r.length!==e.length)throw new Error(`Array sizes must match to be shuffled together First array length was ${r.length}Second array length was ${e.length}`);let t=r.length,n=0;for(;t>0;)n=Math.random()*t|0,t--,uu(r,t,n),uu(e,t,n)}function ho(r,e,t){return Math.max(r,Math.min(e,t))}function UE(r){return r%2===0?r:r+1}function uu(r,e,t){let n=r[e];r[e]=r[t],r[t]=n}function WE(r){let e=0;for(let t=0;t<r.length;t++)e+=r[t];return e}function VE(r,e){let t=Math.random();return e*t+(1-t)*r}function GE(r,e){let t=0;for(let n=0;n<r.length;n++){let o=Number(r[n])-Number(e[n]);t+=o*o}return t}function $(r,e){if(!r)throw new Error(typeof e=="string"?e:e())}function lu(r,e,t=""){$(go(r,e),()=>t+` Shapes ${r} and ${e} must match`)}function Af(r){$(r!=null,()=>"The input to the tensor constructor must be a non-null value.")}function $e(r){if(r.length===0)return 1;let e=r[0];for(let t=1;t<r.length;t++)e*=r[t];return e}function zE(r){return r.length===0}function HE(r,e){if(r===e)return!0;if(r==null||e==null||r.length!==e.length)return!1;for(let t=0;t<r.length;t++)if(r[t]!==null&&e[t]!==null&&r[t]!==e[t])return!1;return!0}function go(r,e){if(r===e)return!0;if(r==null||e==null||r.length!==e.length)return!1;for(let t=0;t<r.length;t++)if(r[t]!==e[t])return!1;return!0}function Ls(r){return r%1===0}function qE(r){if(Math.tanh!=null)return Math.tanh(r);if(r===1/0)return 1;if(r===-1/0)return-1;{let e=Math.exp(2*r);return(e-1)/(e+1)}}function KE(r){let e=Math.ceil(Math.sqrt(r));return[e,Math.ceil(r/e)]}function jE(r){let e=new Uint32Array(r);for(let t=0;t<r;++t)e[t]=t;return Ux(e),e}function hn(r,e){return e<=r.length?r:r+" ".repeat(e-r.length)}function XE(r,e=o=>0,t,n){return new Promise((o,s)=>{let i=0,u=()=>{if(r()){o();return}i++;let l=e(i);if(t!=null&&i>=t){s();return}n!=null?n(u,l):setTimeout(u,l)};u()})}function YE(r,e){let t=1,n=-1;for(let s=0;s<r.length;++s)if(r[s]>=0)t*=r[s];else if(r[s]===-1){if(n!==-1)throw Error(`Shapes can only have 1 implicit size. Found -1 at dim ${n} and dim ${s}`);n=s}else if(r[s]<0)throw Error(`Shapes can not be < 0. Found ${r[s]} at dim ${s}`);if(n===-1){if(e>0&&e!==t)throw Error(`Size(${e}) must match the product of shape ${r}`);return r}if(t===0)throw Error(`Cannot infer the missing size in [${r}] when there are 0 elements`);if(e%t!==0)throw Error(`The implicit shape can't be a fractional number. Got ${e} / ${t}`);let o=r.slice();return o[n]=e/t,o}function Wx(r,e){let t=e.length;return r=r==null?e.map((n,o)=>o):[].concat(r),$(r.every(n=>n>=-t&&n<t),()=>`All values in axis param must be in range [-${t}, ${t}) but got axis ${r}`),$(r.every(n=>Ls(n)),()=>`All values in axis param must be integers but got axis ${r}`),r.map(n=>n<0?t+n:n)}function QE(r,e){let t=[],n=[],o=e!=null&&Array.isArray(e)&&e.length===0,s=e==null||o?null:Wx(e,r).sort(),i=0;for(let u=0;u<r.length;++u){if(s!=null){if(s[i]===u&&r[u]!==1)throw new Error(`Can't squeeze axis ${u} since its dim '${r[u]}' is not 1`);(s[i]==null||s[i]>u)&&r[u]===1&&(t.push(r[u]),n.push(u)),s[i]<=u&&i++}r[u]!==1&&(t.push(r[u]),n.push(u))}return{newShape:t,keptDims:n}}function ZE(r,e){return cu(r,e)}function cu(r,e){let t=null;if(r==null||r==="float32")t=new Float32Array(e);else if(r==="int32")t=new Int32Array(e);else if(r==="bool")t=new Uint8Array(e);else if(r==="string")t=new Array(e);else throw new Error(`Unknown data type ${r}`);return t}function $f(r,e){for(let t=0;t<r.length;t++){let n=r[t];if(isNaN(n)||!isFinite(n))throw Error(`A tensor of type ${e} being uploaded contains ${n}.`)}}function Ff(r){return r==="bool"||r==="complex64"||r==="float32"||r==="int32"||r==="string"}function JE(r,e){return!(e==="complex64"||e==="float32"&&r!=="complex64"||e==="int32"&&r!=="float32"&&r!=="complex64"||e==="bool"&&r==="bool")}function xo(r){if(r==="float32"||r==="int32")return 4;if(r==="complex64")return 8;if(r==="bool")return 1;throw new Error(`Unknown dtype ${r}`)}function Df(r){if(r==null)return 0;let e=0;return r.forEach(t=>e+=t.length),e}function bo(r){return typeof r=="string"||r instanceof String}function Vx(r){return typeof r=="boolean"}function Gx(r){return typeof r=="number"}function Lr(r){return Array.isArray(r)?Lr(r[0]):r instanceof Float32Array?"float32":r instanceof Int32Array||r instanceof Uint8Array||r instanceof Uint8ClampedArray?"int32":Gx(r)?"float32":bo(r)?"string":Vx(r)?"bool":"float32"}function yo(r){return!!(r&&r.constructor&&r.call&&r.apply)}function wo(r,e){for(let t=e;t<r;++t)if(r%t===0)return t;return r}function nr(r){let e=r.length;if(e<2)return[];let t=new Array(e-1);t[e-2]=r[e-1];for(let n=e-3;n>=0;--n)t[n]=t[n+1]*r[n+1];return t}function zx(r,e,t,n=!1){let o=new Array;if(e.length===1){let s=e[0]*(n?2:1);for(let i=0;i<s;i++)o[i]=t[r+i]}else{let s=e[0],i=e.slice(1),u=i.reduce((l,a)=>l*a)*(n?2:1);for(let l=0;l<s;l++)o[l]=zx(r+l*u,i,t,n)}return o}function fn(r,e,t=!1){if(r.length===0)return e[0];let n=r.reduce((o,s)=>o*s)*(t?2:1);if(n===0)return[];if(n!==e.length)throw new Error(`[${r}] does not match the input size ${e.length}${t?" for a complex tensor":""}.`);return zx(0,r,e,t)}function eR(r,e){if(Array.isArray(r))return r;if(e==="float32")return r instanceof Float32Array?r:new Float32Array(r);if(e==="int32")return r instanceof Int32Array?r:new Int32Array(r);if(e==="bool"||e==="string")return Uint8Array.from(new Int32Array(r));throw new Error(`Unknown dtype ${e}`)}function Mf(r,e){let t=Co(r,e);for(let n=0;n<t.length;n++)t[n]=1;return t}function Co(r,e){if(e==null||e==="float32"||e==="complex64")return new Float32Array(r);if(e==="int32")return new Int32Array(r);if(e==="bool")return new Uint8Array(r);throw new Error(`Unknown data type ${e}`)}function tR(r,e){let t=r.reduce((n,o)=>n*o,1);if(e==null||e==="float32")return fn(r,new Float32Array(t));if(e==="int32")return fn(r,new Int32Array(t));if(e==="bool")return fn(r,new Uint8Array(t));throw new Error(`Unknown data type ${e}`)}function qt(r){r.forEach(e=>{$(Number.isInteger(e)&&e>=0,()=>`Tensor must have a shape comprised of positive integers but got shape [${r}].`)})}function rR(r,e,t){if(e===0)return 0;if(e===1)return r[0];let n=r[r.length-1];for(let o=0;o<r.length-1;++o)n+=t[o]*r[o];return n}function nR(r,e,t){if(e===0)return[];if(e===1)return[r];let n=new Array(e);for(let o=0;o<n.length-1;++o)n[o]=Math.floor(r/t[o]),r-=n[o]*t[o];return n[n.length-1]=r,n}function gn(r){return r&&r.then&&typeof r.then=="function"}var Hx="tfjsflags",Us=class{constructor(e){this.global=e,this.flags={},this.flagRegistry={},this.urlFlags={},this.getQueryParams=sR,this.populateURLFlags()}setPlatform(e,t){this.platform!=null&&(S().getBool("IS_TEST")||S().getBool("PROD")||console.warn(`Platform ${this.platformName} has already been set. Overwriting the platform with ${e}.`)),this.platformName=e,this.platform=t}registerFlag(e,t,n){if(this.flagRegistry[e]={evaluationFn:t,setHook:n},this.urlFlags[e]!=null){let o=this.urlFlags[e];S().getBool("IS_TEST")||S().getBool("PROD")||console.warn(`Setting feature override from URL ${e}: ${o}.`),this.set(e,o)}}async getAsync(e){return e in this.flags?this.flags[e]:(this.flags[e]=await this.evaluateFlag(e),this.flags[e])}get(e){if(e in this.flags)return this.flags[e];let t=this.evaluateFlag(e);if(gn(t))throw new Error(`Flag ${e} cannot be synchronously evaluated. Please use getAsync() instead.`);return this.flags[e]=t,this.flags[e]}getNumber(e){return this.get(e)}getBool(e){return this.get(e)}getString(e){return this.get(e)}getFlags(){return this.flags}get features(){return this.flags}set(e,t){if(this.flagRegistry[e]==null)throw new Error(`Cannot set flag ${e} as it has not been registered.`);this.flags[e]=t,this.flagRegistry[e].setHook!=null&&this.flagRegistry[e].setHook(t)}evaluateFlag(e){if(this.flagRegistry[e]==null)throw new Error(`Cannot evaluate flag '${e}': no evaluation function found.`);return this.flagRegistry[e].evaluationFn()}setFlags(e){this.flags=Object.assign({},e)}reset(){this.flags={},this.urlFlags={},this.populateURLFlags()}populateURLFlags(){if(typeof this.global>"u"||typeof this.global.location>"u"||typeof this.global.location.search>"u")return;let e=this.getQueryParams(this.global.location.search);Hx in e&&e[Hx].split(",").forEach(n=>{let[o,s]=n.split(":");this.urlFlags[o]=iR(o,s)})}};function sR(r){let e={};return r.replace(/[?&]([^=?&]+)(?:=([^&]*))?/g,(t,...n)=>(aR(e,n[0],n[1]),n.join("="))),e}function aR(r,e,t){r[decodeURIComponent(e)]=decodeURIComponent(t||"")}function iR(r,e){let t=e.toLowerCase();return t==="true"||t==="false"?t==="true":`${+t}`===t?+t:e}function S(){return Pf}var Pf=null;function qx(r){Pf=r}var Of;function Bf(){if(Of==null){let r;if(typeof window<"u")r=window;else if(typeof global<"u")r=global;else if(typeof process<"u")r=process;else if(typeof self<"u")r=self;else throw new Error("Could not find a global object");Of=r}return Of}function uR(){let r=Bf();return r._tfGlobals==null&&(r._tfGlobals=new Map),r._tfGlobals}function Ws(r,e){let t=uR();if(t.has(r))return t.get(r);{let n=e();return t.set(r,n),t.get(r)}}var pu="Acos",du="Acosh";var Vs="AddN";var mu="ArgMax",fu="ArgMin",hu="Asin",gu="Asinh",xu="Atan",bu="Atanh",yu="Atan2",Gs="AvgPool",wu="AvgPoolGrad",Cu="AvgPool3D",Iu="AvgPool3DGrad",xn="BatchMatMul",vu="BatchToSpaceND",bn="Bincount",Io="BitwiseAnd";var Su="BroadcastArgs",br="Cast",vo="Ceil",zs="ClipByValue",Hs="Complex",_u="ComplexAbs",So="Concat",yn="Conv2D",Kx="Conv2DBackpropFilter",qs="Conv2DBackpropInput",Ks="Conv3D",js="Conv3DBackpropFilterV2",Xs="Conv3DBackpropInputV2";var ku="Cosh",Ys="Cumprod",Qs="Cumsum",wn="CropAndResize",Tu="DenseBincount",Zs="DepthToSpace",Cn="DepthwiseConv2dNative",jx="DepthwiseConv2dNativeBackpropFilter",Xx="DepthwiseConv2dNativeBackpropInput",Eu="Diag",Js="Dilation2D",Lf="Dilation2DBackpropInput",Uf="Dilation2DBackpropFilter";var _o="RealDiv",Ru="Einsum";var ea="EluGrad";var ko="Equal";var To="ExpandDims",Eo="Expm1";var Ro="Fill",In="FlipLeftRight",No="Floor",Ur="FloorDiv",ta="FusedBatchNorm",Nu="GatherV2",ra="GatherNd",Wr="Greater",Ao="GreaterEqual",yr="Identity",Yx="IFFT",Au="Imag",$u="IsFinite",Fu="IsInf",Du="IsNan",vn="LeakyRelu",$o="Less",Vr="LessEqual",na="LinSpace";var Mu="Log1p",Pu="LogicalAnd",Ou="LogicalNot",Bu="LogicalOr",Qx="LogicalXor";var oa="LRNGrad";var Gr="Maximum",sa="MaxPool",Lu="MaxPoolGrad",Uu="MaxPool3D",Wu="MaxPool3DGrad",Vu="MaxPoolWithArgmax",Sn="Mean";var Fo="Minimum",aa="MirrorPad";var ia="Multinomial",zr="Multiply";var Do="NotEqual",_n="NonMaxSuppressionV3",kn="NonMaxSuppressionV4",Tn="NonMaxSuppressionV5",Gu="OnesLike",ua="OneHot",zu="Pack",En="PadV2";var Rn="Prelu",Mo="Prod",Zx="RaggedGather",Jx="RaggedRange",eb="RaggedTensorToTensor",Po="Range",la="Real",Hu="Reciprocal",Oo="Relu",Bo="Reshape",Nn="ResizeNearestNeighbor",ca="ResizeNearestNeighborGrad",An="ResizeBilinear",pa="ResizeBilinearGrad",Lo="Relu6",da="Reverse",Uo="Round",Hr="Rsqrt",ma="ScatterNd",fa="TensorScatterUpdate",ha="SearchSorted",Wo="Select",qu="Selu",$n="Slice";var Ku="Sinh",Vo="Sign",qr="Sigmoid",ju="Softplus",Kr="Sqrt";var Xu="SpaceToBatchND",Go="SplitV",ga="Softmax",Yu="SparseFillEmptyRows",xa="SparseReshape",Qu="SparseSegmentMean",Zu="SparseSegmentSum",ba="SparseToDense",zo="SquaredDifference",Ju="Square",el="StaticRegexReplace",ya="StridedSlice",tl="StringNGrams",rl="StringSplit",nl="StringToHashBucketFast";var Ho="Tanh",wr="Tile",wa="TopK",Fn="Transform",Cr="Transpose",ol="Unique",sl="Unpack",tb="UnsortedSegmentSum";var qo="ZerosLike",Dn="Step",rb="FromPixels",Mn="RotateWithOffset",Ca="_FusedMatMul",Ia="FusedConv2D",va="FusedDepthwiseConv2D";function Ir(...r){S().getBool("IS_TEST")||S().getBool("PROD")||console.warn(...r)}function lR(...r){S().getBool("IS_TEST")||S().getBool("PROD")||console.log(...r)}var al=Ws("kernelRegistry",()=>new Map),cR=Ws("gradRegistry",()=>new Map);function Wf(r,e){let t=ob(r,e);return al.get(t)}function Vf(r){return cR.get(r)}function Gf(r){let e=al.entries(),t=[];for(;;){let{done:n,value:o}=e.next();if(n)break;let[s,i]=o,[u]=s.split("_");u===r&&t.push(i)}return t}function il(r){let{kernelName:e,backendName:t}=r,n=ob(e,t);al.has(n)&&Ir(`The kernel '${e}' for backend '${t}' is already registered`),al.set(n,r)}function ob(r,e){return`${e}_${r}`}var b={};rr(b,{arraysEqual:()=>go,arraysEqualWithNull:()=>HE,assert:()=>$,assertNonNegativeIntegerDimensions:()=>qt,assertNonNull:()=>Af,assertShapesMatch:()=>lu,bytesFromStringArray:()=>Df,bytesPerElement:()=>xo,checkConversionForErrors:()=>$f,clamp:()=>ho,computeStrides:()=>nr,convertBackendValuesAndArrayBuffer:()=>eR,createScalarValue:()=>xR,createShuffledIndices:()=>jE,decodeString:()=>Qo,distSquared:()=>GE,encodeString:()=>Yo,fetch:()=>yR,fingerPrint64:()=>gR,flatten:()=>Xr,getArrayFromDType:()=>cu,getTypedArrayFromDType:()=>ZE,hasEncodingLoss:()=>JE,hexToLong:()=>Sa,indexToLoc:()=>nR,inferDtype:()=>Lr,inferFromImplicitShape:()=>YE,isBoolean:()=>Vx,isFunction:()=>yo,isInt:()=>Ls,isNumber:()=>Gx,isPromise:()=>gn,isScalarShape:()=>zE,isString:()=>bo,isTypedArray:()=>rt,isValidDtype:()=>Ff,locToIndex:()=>rR,makeOnesTypedArray:()=>Mf,makeZerosNestedTypedArray:()=>tR,makeZerosTypedArray:()=>Co,nearestDivisor:()=>wo,nearestLargerEven:()=>UE,now:()=>Un,parseAxisParam:()=>Wx,randUniform:()=>VE,repeatedTry:()=>XE,rightPad:()=>hn,shuffle:()=>Ux,shuffleCombo:()=>LE,sizeFromShape:()=>$e,sizeToSquarishShape:()=>KE,squeezeShape:()=>QE,sum:()=>WE,swap:()=>uu,tanh:()=>qE,toNestedArray:()=>fn,toTypedArray:()=>Xo});function ul(r){return r instanceof Float32Array||r instanceof Int32Array||r instanceof Uint8Array||r instanceof Uint8ClampedArray}var Kf=iu(hb());var Ln=Kf.default||Kf;function Sa(r){return Ln.fromString(r,!0,16)}var xb=Sa("c3a5c85c97cb3127"),Bn=Sa("b492b66fbe98f273"),ut=Sa("9ae16a3b2f90404f");function qf(r){return r.xor(r.shru(47))}function bb(r,e,t){let n=r.slice(e,e+t);return Ln.fromBytes(Array.from(n),!0,!0)}function Ce(r,e){return bb(r,e,8)}function gb(r,e){return bb(r,e,4)}function ze(r,e){return e===0?r:r.shru(e).or(r.shl(64-e))}function jr(r,e,t=Sa("9ddfea08eb382d69")){let n=r.xor(e).mul(t);n=n.xor(n.shru(47));let o=e.xor(n).mul(t);return o=o.xor(o.shru(47)),o=o.mul(t),o}function dR(r,e,t,n,o,s){o=o.add(r),s=ze(s.add(o).add(n),21);let i=o;return o=o.add(e),o=o.add(t),s=s.add(ze(o,44)),[o.add(n),s.add(i)]}function cl(r,e,t,n){return dR(Ce(r,e),Ce(r,e+8),Ce(r,e+16),Ce(r,e+24),t,n)}function mR(r,e=r.length){if(e>=8){let t=ut.add(e*2),n=Ce(r,0).add(ut),o=Ce(r,e-8),s=ze(o,37).mul(t).add(n),i=ze(n,25).add(o).mul(t);return jr(s,i,t)}if(e>=4){let t=ut.add(e*2),n=gb(r,0);return jr(n.shl(3).add(e),gb(r,e-4),t)}if(e>0){let t=r[0],n=r[e>>1],o=r[e-1],s=t+(n<<8),i=e+(o<<2);return qf(ut.mul(s).xor(xb.mul(i))).mul(ut)}return ut}function fR(r,e=r.length){let t=ut.add(e*2),n=Ce(r,0).mul(Bn),o=Ce(r,8),s=Ce(r,e-8).mul(t),i=Ce(r,e-16).mul(ut);return jr(ze(n.add(o),43).add(ze(s,30)).add(i),n.add(ze(o.add(ut),18)).add(s),t)}function hR(r,e=r.length){let t=ut.add(e*2),n=Ce(r,0).mul(ut),o=Ce(r,8),s=Ce(r,e-8).mul(t),i=Ce(r,e-16).mul(ut),u=ze(n.add(o),43).add(ze(s,30)).add(i),l=jr(u,n.add(ze(o.add(ut),18)).add(s),t),a=Ce(r,16).mul(t),c=Ce(r,24),p=u.add(Ce(r,e-32)).mul(t),d=l.add(Ce(r,e-24)).mul(t);return jr(ze(a.add(c),43).add(ze(p,30)).add(d),a.add(ze(c.add(n),18)).add(p),t)}function gR(r,e=r.length){let t=Ln.fromNumber(81,!0);if(e<=32)return e<=16?mR(r,e):fR(r,e);if(e<=64)return hR(r,e);let n=t,o=t.mul(Bn).add(113),s=qf(o.mul(ut).add(113)).mul(ut),i=[Ln.UZERO,Ln.UZERO],u=[Ln.UZERO,Ln.UZERO];n=n.mul(ut).add(Ce(r,0));let l=0,a=(e-1>>6)*64,c=a+(e-1&63)-63;do n=ze(n.add(o).add(i[0]).add(Ce(r,l+8)),37).mul(Bn),o=ze(o.add(i[1]).add(Ce(r,l+48)),42).mul(Bn),n=n.xor(u[1]),o=o.add(i[0]).add(Ce(r,l+40)),s=ze(s.add(u[0]),33).mul(Bn),i=cl(r,l,i[1].mul(Bn),n.add(u[0])),u=cl(r,l+32,s.add(u[1]),o.add(Ce(r,l+16))),[s,n]=[n,s],l+=64;while(l!==a);let p=Bn.add(s.and(255).shl(1));return l=c,u[0]=u[0].add(e-1&63),i[0]=i[0].add(u[0]),u[0]=u[0].add(i[0]),n=ze(n.add(o).add(i[0]).add(Ce(r,l+8)),37).mul(p),o=ze(o.add(i[1]).add(Ce(r,l+48)),42).mul(p),n=n.xor(u[1].mul(9)),o=o.add(i[0].mul(9).add(Ce(r,l+40))),s=ze(s.add(u[0]),33).mul(p),i=cl(r,l,i[1].mul(p),n.add(u[0])),u=cl(r,l+32,s.add(u[1]),o.add(Ce(r,l+16))),[s,n]=[n,s],jr(jr(i[0],u[0],p).add(qf(o).mul(xb)).add(s),jr(i[1],u[1],p).add(n),p)}function xR(r,e){return e==="string"?Yo(r):Xo([r],e)}function bR(r,e){return r instanceof Float32Array&&e==="float32"||r instanceof Int32Array&&e==="int32"||r instanceof Uint8Array&&e==="bool"}function Xo(r,e){if(e==="string")throw new Error("Cannot convert a string[] to a TypedArray");if(Array.isArray(r)&&(r=Xr(r)),S().getBool("DEBUG")&&$f(r,e),bR(r,e))return r;if(e==null||e==="float32"||e==="complex64")return new Float32Array(r);if(e==="int32")return new Int32Array(r);if(e==="bool"){let t=new Uint8Array(r.length);for(let n=0;n<t.length;++n)Math.round(r[n])!==0&&(t[n]=1);return t}else throw new Error(`Unknown data type ${e}`)}function Un(){return S().platform.now()}function yR(r,e){return S().platform.fetch(r,e)}function Yo(r,e="utf-8"){return e=e||"utf-8",S().platform.encode(r,e)}function Qo(r,e="utf-8"){return e=e||"utf-8",S().platform.decode(r,e)}function rt(r){return S().platform.isTypedArray!=null?S().platform.isTypedArray(r):ul(r)}function Xr(r,e=[],t=!1){if(e==null&&(e=[]),typeof r=="boolean"||typeof r=="number"||typeof r=="string"||gn(r)||r==null||rt(r)&&t)e.push(r);else if(Array.isArray(r)||rt(r))for(let n=0;n<r.length;++n)Xr(r[n],e,t);else{let n=-1;for(let o of Object.keys(r))/^([1-9]+[0-9]*|0)$/.test(o)&&(n=Math.max(n,Number(o)));for(let o=0;o<=n;o++)Xr(r[o],e,t)}return e}var pl=class{constructor(e,t){this.backendTimer=e,this.logger=t,t==null&&(this.logger=new jf)}profileKernel(e,t,n){let o,s=()=>{o=n()},i,u=Un();if(this.backendTimer.timerAvailable())i=this.backendTimer.time(s);else{s();for(let a of o)a.dataSync();i=Promise.resolve({kernelMs:Un()-u})}if(S().getBool("CHECK_COMPUTATION_FOR_ERRORS"))for(let a=0;a<o.length;a++){let c=o[a];c.data().then(p=>{wR(p,c.dtype,e)})}return{kernelName:e,outputs:o,inputs:t,timeMs:i.then(a=>a.kernelMs),extraInfo:i.then(a=>a.getExtraProfileInfo!=null?a.getExtraProfileInfo():"")}}logKernelProfile(e){let{kernelName:t,outputs:n,timeMs:o,inputs:s,extraInfo:i}=e;n.forEach(u=>{Promise.all([u.data(),o,i]).then(l=>{this.logger.logKernelProfile(t,u,l[0],l[1],s,l[2])})})}};function wR(r,e,t){if(e!=="float32")return!1;for(let n=0;n<r.length;n++){let o=r[n];if(isNaN(o)||!isFinite(o))return console.warn(`Found ${o} in the result of '${t}'`),!0}return!1}var jf=class{logKernelProfile(e,t,n,o,s,i){let u=typeof o=="number"?hn(`${o}ms`,9):o.error,l=hn(e,25),a=t.rank,c=t.size,p=hn(t.shape.toString(),14),d="";for(let m in s){let f=s[m];if(f!=null){let h=f.shape||t.shape,g=h.length;d+=`${m}: ${g}D ${g>0?h:""} `}}console.log(`%c${l}	%c${u}	%c${a}D ${p}	%c${c}	%c${d}	%c${i}`,"font-weight:bold","color:red","color:blue","color: orange","color: green","color: steelblue")}};function yb(r,e,t){let n={},o={};for(let l=0;l<e.length;l++)n[e[l].id]=!0;for(let l=0;l<r.length;l++){let a=r[l],c=a.inputs;for(let p in c){let d=c[p],m=!1;for(let f=0;f<e.length;f++)if(n[d.id]){a.outputs.forEach(h=>n[h.id]=!0),m=!0,o[a.id]=!0;break}if(m)break}}let s={};s[t.id]=!0;let i={};for(let l=r.length-1;l>=0;l--){let a=r[l],c=a.inputs;for(let p=0;p<a.outputs.length;p++)if(s[a.outputs[p].id]){for(let d in c)s[c[d].id]=!0,i[a.id]=!0;break}}let u=[];for(let l=0;l<r.length;l++){let a=r[l];if(o[a.id]&&i[a.id]){let c={};for(let d in a.inputs){let m=a.inputs[d];n[m.id]&&(c[d]=m)}let p=Object.assign({},a);p.inputs=c,p.outputs=a.outputs,u.push(p)}}return u}function wb(r,e,t,n){for(let o=e.length-1;o>=0;o--){let s=e[o],i=[];if(s.outputs.forEach(l=>{let a=r[l.id];a!=null?i.push(a):i.push(null)}),s.gradient==null)throw new Error(`Cannot compute gradient: gradient function not found for ${s.kernelName}.`);let u=s.gradient(i);for(let l in s.inputs){if(!(l in u))throw new Error(`Cannot backprop through input ${l}. Available gradients found: ${Object.keys(u)}.`);let a=t(()=>u[l]());if(a.dtype!=="float32")throw new Error(`Error in gradient for op ${s.kernelName}. The gradient of input ${l} must have 'float32' dtype, but has '${a.dtype}'`);let c=s.inputs[l];if(!go(a.shape,c.shape))throw new Error(`Error in gradient for op ${s.kernelName}. The gradient of input '${l}' has shape '${a.shape}', which does not match the shape of the input '${c.shape}'`);if(r[c.id]==null)r[c.id]=a;else{let p=r[c.id];r[c.id]=n(p,a),p.dispose()}}}}var Cb=20,_a=3,Xf=7;function Ib(r,e,t,n){let o=nr(e),s=CR(r,e,t,o),i=e.length,u=dl(r,e,t,o,s),l=["Tensor"];return n&&(l.push(`  dtype: ${t}`),l.push(`  rank: ${i}`),l.push(`  shape: [${e}]`),l.push("  values:")),l.push(u.map(a=>"    "+a).join(`
`)),l.join(`
`)}function CR(r,e,t,n){let o=$e(e),s=n[n.length-1],i=new Array(s).fill(0),u=e.length,l=t==="complex64"?Ta(r):r;if(u>1)for(let a=0;a<o/s;a++){let c=a*s;for(let p=0;p<s;p++)i[p]=Math.max(i[p],ka(l[c+p],0,t).length)}return i}function ka(r,e,t){let n;return Array.isArray(r)?n=`${parseFloat(r[0].toFixed(Xf))} + ${parseFloat(r[1].toFixed(Xf))}j`:bo(r)?n=`'${r}'`:t==="bool"?n=vb(r):n=parseFloat(r.toFixed(Xf)).toString(),hn(n,e)}function vb(r){return r===0?"false":"true"}function dl(r,e,t,n,o,s=!0){let i=t==="complex64"?2:1,u=e[0],l=e.length;if(l===0){if(t==="complex64"){let h=Ta(r);return[ka(h[0],0,t)]}return t==="bool"?[vb(r[0])]:[r[0].toString()]}if(l===1){if(u>Cb){let g=_a*i,x=Array.from(r.slice(0,g)),y=Array.from(r.slice((u-_a)*i,u*i));return t==="complex64"&&(x=Ta(x),y=Ta(y)),["["+x.map((C,I)=>ka(C,o[I],t)).join(", ")+", ..., "+y.map((C,I)=>ka(C,o[u-_a+I],t)).join(", ")+"]"]}return["["+(t==="complex64"?Ta(r):Array.from(r)).map((g,x)=>ka(g,o[x],t)).join(", ")+"]"]}let a=e.slice(1),c=n.slice(1),p=n[0]*i,d=[];if(u>Cb){for(let h=0;h<_a;h++){let g=h*p,x=g+p;d.push(...dl(r.slice(g,x),a,t,c,o,!1))}d.push("...");for(let h=u-_a;h<u;h++){let g=h*p,x=g+p;d.push(...dl(r.slice(g,x),a,t,c,o,h===u-1))}}else for(let h=0;h<u;h++){let g=h*p,x=g+p;d.push(...dl(r.slice(g,x),a,t,c,o,h===u-1))}let m=l===2?",":"";d[0]="["+(u>0?d[0]+m:"");for(let h=1;h<d.length-1;h++)d[h]=" "+d[h]+m;let f=`,
`;for(let h=2;h<l;h++)f+=`
`;return d[d.length-1]=" "+d[d.length-1]+"]"+(s?"":f),d}function Ta(r){let e=[];for(let t=0;t<r.length;t+=2)e.push([r[t],r[t+1]]);return e}var or=class{constructor(e,t,n){if(this.dtype=t,this.shape=e.slice(),this.size=$e(e),n!=null){let o=n.length;$(o===this.size,()=>`Length of values '${o}' does not match the size inferred by the shape '${this.size}'.`)}if(t==="complex64")throw new Error("complex64 dtype TensorBuffers are not supported. Please create a TensorBuffer for the real and imaginary parts separately and call tf.complex(real, imag).");this.values=n||cu(t,this.size),this.strides=nr(e)}set(e,...t){t.length===0&&(t=[0]),$(t.length===this.rank,()=>`The number of provided coordinates (${t.length}) must match the rank (${this.rank})`);let n=this.locToIndex(t);this.values[n]=e}get(...e){e.length===0&&(e=[0]);let t=0;for(let o of e){if(o<0||o>=this.shape[t]){let s=`Requested out of range element at ${e}.   Buffer shape=${this.shape}`;throw new Error(s)}t++}let n=e[e.length-1];for(let o=0;o<e.length-1;++o)n+=this.strides[o]*e[o];return this.values[n]}locToIndex(e){if(this.rank===0)return 0;if(this.rank===1)return e[0];let t=e[e.length-1];for(let n=0;n<e.length-1;++n)t+=this.strides[n]*e[n];return t}indexToLoc(e){if(this.rank===0)return[];if(this.rank===1)return[e];let t=new Array(this.shape.length);for(let n=0;n<t.length-1;++n)t[n]=Math.floor(e/this.strides[n]),e-=t[n]*this.strides[n];return t[t.length-1]=e,t}get rank(){return this.shape.length}toTensor(){return jt().makeTensor(this.values,this.shape,this.dtype)}},jt=null,Zo=null,IR=null;function Sb(r){jt=r}function _b(r){Zo=r}function kb(r){IR=r}var nt=class{constructor(e,t,n,o){this.kept=!1,this.isDisposedInternal=!1,this.shape=e.slice(),this.dtype=t||"float32",this.size=$e(e),this.strides=nr(e),this.dataId=n,this.id=o,this.rankType=this.rank<5?this.rank.toString():"higher"}get rank(){return this.shape.length}async buffer(){let e=await this.data();return Zo.buffer(this.shape,this.dtype,e)}bufferSync(){return Zo.buffer(this.shape,this.dtype,this.dataSync())}async array(){let e=await this.data();return fn(this.shape,e,this.dtype==="complex64")}arraySync(){return fn(this.shape,this.dataSync(),this.dtype==="complex64")}async data(){this.throwIfDisposed();let e=jt().read(this.dataId);if(this.dtype==="string"){let t=await e;try{return t.map(n=>Qo(n))}catch{throw new Error("Failed to decode the string bytes into utf-8. To get the original bytes, call tensor.bytes().")}}return e}dataToGPU(e){return this.throwIfDisposed(),jt().readToGPU(this.dataId,e)}dataSync(){this.throwIfDisposed();let e=jt().readSync(this.dataId);if(this.dtype==="string")try{return e.map(t=>Qo(t))}catch{throw new Error("Failed to decode the string bytes into utf-8. To get the original bytes, call tensor.bytes().")}return e}async bytes(){this.throwIfDisposed();let e=await jt().read(this.dataId);return this.dtype==="string"?e:new Uint8Array(e.buffer)}dispose(){this.isDisposed||(this.kerasMask&&this.kerasMask.dispose(),jt().disposeTensor(this),this.isDisposedInternal=!0)}get isDisposed(){return this.isDisposedInternal}throwIfDisposed(){if(this.isDisposed)throw new Error("Tensor is disposed.")}print(e=!1){return Zo.print(this,e)}clone(){return this.throwIfDisposed(),Zo.clone(this)}toString(e=!1){let t=this.dataSync();return Ib(t,this.shape,this.dtype,e)}cast(e){return this.throwIfDisposed(),Zo.cast(this,e)}variable(e=!0,t,n){return this.throwIfDisposed(),jt().makeVariable(this,e,t,n)}};Object.defineProperty(nt,Symbol.hasInstance,{value:r=>!!r&&r.data!=null&&r.dataSync!=null&&r.throwIfDisposed!=null});function Yf(){return Ws("Tensor",()=>nt)}Yf();var vr=class extends nt{constructor(e,t,n,o){super(e.shape,e.dtype,e.dataId,o),this.trainable=t,this.name=n}assign(e){if(e.dtype!==this.dtype)throw new Error(`dtype of the new value (${e.dtype}) and previous value (${this.dtype}) must match`);if(!go(e.shape,this.shape))throw new Error(`shape of the new value (${e.shape}) and previous value (${this.shape}) must match`);jt().disposeTensor(this),this.dataId=e.dataId,jt().incRef(this,null)}dispose(){jt().disposeVariable(this),this.isDisposedInternal=!0}};Object.defineProperty(vr,Symbol.hasInstance,{value:r=>r instanceof nt&&r.assign!=null&&r.assign instanceof Function});var Qf;(function(r){r.R0="R0",r.R1="R1",r.R2="R2",r.R3="R3",r.R4="R4",r.R5="R5",r.R6="R6"})(Qf||(Qf={}));var Zf;(function(r){r.float32="float32",r.int32="int32",r.bool="int32",r.complex64="complex64"})(Zf||(Zf={}));var Jf;(function(r){r.float32="float32",r.int32="int32",r.bool="bool",r.complex64="complex64"})(Jf||(Jf={}));var eh;(function(r){r.float32="float32",r.int32="float32",r.bool="float32",r.complex64="complex64"})(eh||(eh={}));var th;(function(r){r.float32="complex64",r.int32="complex64",r.bool="complex64",r.complex64="complex64"})(th||(th={}));var vR={float32:eh,int32:Zf,bool:Jf,complex64:th};function ot(r,e){if(r==="string"||e==="string"){if(r==="string"&&e==="string")return"string";throw new Error(`Can not upcast ${r} with ${e}`)}return vR[r][e]}function Wn(r){return ot(r,"int32")}function ml(r){return r!=null&&typeof r=="object"&&"texture"in r&&r.texture instanceof WebGLTexture}function fl(r){return typeof GPUBuffer<"u"&&r!=null&&typeof r=="object"&&"buffer"in r&&r.buffer instanceof GPUBuffer}function Ve(r,e){if(r.dtype===e.dtype)return[r,e];let t=ot(r.dtype,e.dtype);return[r.cast(t),e.cast(t)]}function hl(r){let e=[];return Tb(r,e,new Set),e}function Tb(r,e,t){if(r==null)return;if(r instanceof nt){e.push(r);return}if(!SR(r))return;let n=r;for(let o in n){let s=n[o];t.has(s)||(t.add(s),Tb(s,e,t))}}function SR(r){return Array.isArray(r)||typeof r=="object"}function rh(r){return r.kernelName!=null}var gl=class{constructor(){this.registeredVariables={},this.nextTapeNodeId=0,this.numBytes=0,this.numTensors=0,this.numStringTensors=0,this.numDataBuffers=0,this.gradientDepth=0,this.kernelDepth=0,this.scopeStack=[],this.numDataMovesStack=[],this.nextScopeId=0,this.tensorInfo=new WeakMap,this.profiling=!1,this.activeProfile={newBytes:0,newTensors:0,peakBytes:0,kernels:[],result:null,get kernelNames(){return Array.from(new Set(this.kernels.map(e=>e.name)))}}}dispose(){for(let e in this.registeredVariables)this.registeredVariables[e].dispose()}},Ea=class r{constructor(e){this.ENV=e,this.registry={},this.registryFactory={},this.pendingBackendInitId=0,this.state=new gl}async ready(){if(this.pendingBackendInit!=null)return this.pendingBackendInit.then(()=>{});if(this.backendInstance!=null)return;let e=this.getSortedBackends();for(let t=0;t<e.length;t++){let n=e[t];if(await this.initializeBackend(n).success){await this.setBackend(n);return}}throw new Error("Could not initialize any backends, all backend initializations failed.")}get backend(){if(this.pendingBackendInit!=null)throw new Error(`Backend '${this.backendName}' has not yet been initialized. Make sure to await tf.ready() or await tf.setBackend() before calling other methods`);if(this.backendInstance==null){let{name:e,asyncInit:t}=this.initializeBackendsAndReturnBest();if(t)throw new Error(`The highest priority backend '${e}' has not yet been initialized. Make sure to await tf.ready() or await tf.setBackend() before calling other methods`);this.setBackend(e)}return this.backendInstance}backendNames(){return Object.keys(this.registryFactory)}findBackend(e){if(!(e in this.registry))if(e in this.registryFactory){let{asyncInit:t}=this.initializeBackend(e);if(t)return null}else return null;return this.registry[e]}findBackendFactory(e){return e in this.registryFactory?this.registryFactory[e].factory:null}registerBackend(e,t,n=1){return e in this.registryFactory?(Ir(`${e} backend was already registered. Reusing existing backend factory.`),!1):(this.registryFactory[e]={factory:t,priority:n},!0)}async setBackend(e){if(this.registryFactory[e]==null)throw new Error(`Backend name '${e}' not found in registry`);if(this.backendName=e,this.registry[e]==null){this.backendInstance=null;let{success:t,asyncInit:n}=this.initializeBackend(e);if(!(n?await t:t))return!1}return this.backendInstance=this.registry[e],this.setupRegisteredKernels(),this.profiler=new pl(this.backendInstance),!0}setupRegisteredKernels(){Gf(this.backendName).forEach(t=>{t.setupFunc!=null&&t.setupFunc(this.backendInstance)})}disposeRegisteredKernels(e){Gf(e).forEach(n=>{n.disposeFunc!=null&&n.disposeFunc(this.registry[e])})}initializeBackend(e){let t=this.registryFactory[e];if(t==null)throw new Error(`Cannot initialize backend ${e}, no registration found.`);try{let n=t.factory();if(n&&!(n instanceof xr)&&typeof n.then=="function"){let o=++this.pendingBackendInitId,s=n.then(i=>o<this.pendingBackendInitId?!1:(this.registry[e]=i,this.pendingBackendInit=null,!0)).catch(i=>(o<this.pendingBackendInitId||(this.pendingBackendInit=null,Ir(`Initialization of backend ${e} failed`),Ir(i.stack||i.message)),!1));return this.pendingBackendInit=s,{success:s,asyncInit:!0}}else return this.registry[e]=n,{success:!0,asyncInit:!1}}catch(n){return Ir(`Initialization of backend ${e} failed`),Ir(n.stack||n.message),{success:!1,asyncInit:!1}}}removeBackend(e){if(!(e in this.registryFactory))throw new Error(`${e} backend not found in registry`);this.backendName===e&&this.pendingBackendInit!=null&&this.pendingBackendInitId++,e in this.registry&&(this.disposeRegisteredKernels(e),this.registry[e].dispose(),delete this.registry[e]),delete this.registryFactory[e],this.backendName===e&&(this.pendingBackendInit=null,this.backendName=null,this.backendInstance=null)}getSortedBackends(){if(Object.keys(this.registryFactory).length===0)throw new Error("No backend found in registry.");return Object.keys(this.registryFactory).sort((e,t)=>this.registryFactory[t].priority-this.registryFactory[e].priority)}initializeBackendsAndReturnBest(){let e=this.getSortedBackends();for(let t=0;t<e.length;t++){let n=e[t],{success:o,asyncInit:s}=this.initializeBackend(n);if(s||o)return{name:n,asyncInit:s}}throw new Error("Could not initialize any backends, all backend initializations failed.")}moveData(e,t){let n=this.state.tensorInfo.get(t),o=n.backend,s=this.readSync(t),i=o.refCount(t);o.disposeData(t,!0),n.backend=e,e.move(t,s,n.shape,n.dtype,i),this.shouldCheckForMemLeaks()&&this.state.numDataMovesStack[this.state.numDataMovesStack.length-1]++}tidy(e,t){let n=null;if(t==null){if(typeof e!="function")throw new Error("Please provide a function to tidy()");t=e}else{if(typeof e!="string"&&!(e instanceof String))throw new Error("When calling with two arguments, the first argument to tidy() must be a string");if(typeof t!="function")throw new Error("When calling with two arguments, the 2nd argument to tidy() must be a function");n=e}let o;return this.scopedRun(()=>this.startScope(n),()=>this.endScope(o),()=>(o=t(),o instanceof Promise&&console.error("Cannot return a Promise inside of tidy."),o))}scopedRun(e,t,n){e();try{let o=n();return t(),o}catch(o){throw t(),o}}nextTensorId(){return r.nextTensorId++}nextVariableId(){return r.nextVariableId++}clone(e){let t=T.runKernel(yr,{x:e}),n={x:e},o=i=>({x:()=>{let u="float32",l={x:i},a={dtype:u};return T.runKernel(br,l,a)}}),s=[];return this.addTapeNode(this.state.activeScope.name,n,[t],o,s,{}),t}runKernel(e,t,n){if(this.backendName==null&&this.backend,!(Wf(e,this.backendName)!=null))throw new Error(`Kernel '${e}' not registered for backend '${this.backendName}'`);return this.runKernelFunc({kernelName:e,inputs:t,attrs:n})}shouldCheckForMemLeaks(){return this.ENV.getBool("IS_TEST")}checkKernelForMemLeak(e,t,n){let o=this.backend.numDataIds(),s=0;n.forEach(l=>{s+=l.dtype==="complex64"?3:1});let i=this.state.numDataMovesStack[this.state.numDataMovesStack.length-1],u=o-t-s-i;if(u>0)throw new Error(`Backend '${this.backendName}' has an internal memory leak (${u} data ids) after running '${e}'`)}runKernelFunc(e){let t,n=[],o=this.isTapeOn(),s=this.state.numBytes,i=this.state.numTensors;this.shouldCheckForMemLeaks()&&this.state.numDataMovesStack.push(0);let u;this.backendName==null&&this.backend;let l,a=rh(e)?e.kernelName:this.state.activeScope!=null?this.state.activeScope.name:"";if(rh(e)){let{kernelName:f,inputs:h,attrs:g}=e;this.backendName==null&&this.backend;let x=Wf(f,this.backendName);$(x!=null,()=>`Cannot find registered kernel '${f}' for backend '${this.backendName}'`),u=()=>{let y=this.backend.numDataIds();l=x.kernelFunc({inputs:h,attrs:g,backend:this.backend});let C=Array.isArray(l)?l:[l];this.shouldCheckForMemLeaks()&&this.checkKernelForMemLeak(f,y,C);let I=C.map(_=>_.rank!=null?_:this.makeTensorFromTensorInfo(_));if(o){let _=this.getTensorsForGradient(f,h,I);n=this.saveTensorsForBackwardMode(_)}return I}}else{let{forwardFunc:f}=e,h=g=>{o&&(n=g.map(x=>this.keep(this.clone(x))))};u=()=>{let g=this.backend.numDataIds();l=this.tidy(()=>f(this.backend,h));let x=Array.isArray(l)?l:[l];return this.shouldCheckForMemLeaks()&&this.checkKernelForMemLeak(a,g,x),x}}let{inputs:c,attrs:p}=e,d=rh(e)?null:e.backwardsFunc,m;return this.scopedRun(()=>this.state.kernelDepth++,()=>this.state.kernelDepth--,()=>{!this.ENV.getBool("DEBUG")&&!this.state.profiling?t=u():(m=this.profiler.profileKernel(a,c,()=>u()),this.ENV.getBool("DEBUG")&&this.profiler.logKernelProfile(m),t=m.outputs)}),o&&this.addTapeNode(a,c,t,d,n,p),this.state.profiling&&this.state.activeProfile.kernels.push({name:a,bytesAdded:this.state.numBytes-s,totalBytesSnapshot:this.state.numBytes,tensorsAdded:this.state.numTensors-i,totalTensorsSnapshot:this.state.numTensors,inputShapes:Object.keys(c).map(f=>c[f]!=null?c[f].shape:null),outputShapes:t.map(f=>f.shape),kernelTimeMs:m.timeMs,extraInfo:m.extraInfo}),Array.isArray(l)?t:t[0]}saveTensorsForBackwardMode(e){return e.map(n=>this.keep(this.clone(n)))}getTensorsForGradient(e,t,n){let o=Vf(e);if(o!=null){let s=o.inputsToSave||[],i=o.outputsToSave||[],u;o.saveAllInputs?($(Array.isArray(t),()=>"saveAllInputs is true, expected inputs to be an array."),u=Object.keys(t).map(a=>t[a])):u=s.map(a=>t[a]);let l=n.filter((a,c)=>i[c]);return u.concat(l)}return[]}makeTensor(e,t,n,o){if(e==null)throw new Error("Values passed to engine.makeTensor() are null");n=n||"float32",o=o||this.backend;let s=e;n==="string"&&bo(e[0])&&(s=e.map(l=>Yo(l)));let i=o.write(s,t,n),u=new nt(t,n,i,this.nextTensorId());if(this.trackTensor(u,o),n==="string"){let l=this.state.tensorInfo.get(i),a=Df(s);this.state.numBytes+=a-l.bytes,l.bytes=a}return u}makeTensorFromDataId(e,t,n,o){n=n||"float32";let s={dataId:e,shape:t,dtype:n};return this.makeTensorFromTensorInfo(s,o)}makeTensorFromTensorInfo(e,t){let{dataId:n,shape:o,dtype:s}=e,i=new nt(o,s,n,this.nextTensorId());return this.trackTensor(i,t),i}makeVariable(e,t=!0,n,o){n=n||this.nextVariableId().toString(),o!=null&&o!==e.dtype&&(e=e.cast(o));let s=new vr(e,t,n,this.nextTensorId());if(this.state.registeredVariables[s.name]!=null)throw new Error(`Variable with name ${s.name} was already registered`);return this.state.registeredVariables[s.name]=s,this.incRef(s,this.backend),s}trackTensor(e,t){this.state.numTensors++,e.dtype==="string"&&this.state.numStringTensors++;let n=0;e.dtype!=="complex64"&&e.dtype!=="string"&&(n=e.size*xo(e.dtype)),this.state.numBytes+=n,this.state.tensorInfo.has(e.dataId)||(this.state.numDataBuffers++,this.state.tensorInfo.set(e.dataId,{backend:t||this.backend,dtype:e.dtype,shape:e.shape,bytes:n})),e instanceof vr||this.track(e)}incRef(e,t){this.trackTensor(e,t),this.backend.incRef(e.dataId)}removeDataId(e,t){this.state.tensorInfo.has(e)&&this.state.tensorInfo.get(e).backend===t&&(this.state.tensorInfo.delete(e),this.state.numDataBuffers--)}disposeTensor(e){if(!this.state.tensorInfo.has(e.dataId))return;let t=this.state.tensorInfo.get(e.dataId);if(this.state.numTensors--,e.dtype==="string"&&(this.state.numStringTensors--,this.state.numBytes-=t.bytes),e.dtype!=="complex64"&&e.dtype!=="string"){let n=e.size*xo(e.dtype);this.state.numBytes-=n}t.backend.disposeData(e.dataId)&&this.removeDataId(e.dataId,t.backend)}disposeVariables(){for(let e in this.state.registeredVariables){let t=this.state.registeredVariables[e];this.disposeVariable(t)}}disposeVariable(e){this.disposeTensor(e),this.state.registeredVariables[e.name]!=null&&delete this.state.registeredVariables[e.name]}memory(){let e=this.backend.memory();return e.numTensors=this.state.numTensors,e.numDataBuffers=this.state.numDataBuffers,e.numBytes=this.state.numBytes,this.state.numStringTensors>0&&(e.unreliable=!0,e.reasons==null&&(e.reasons=[]),e.reasons.push("Memory usage by string tensors is approximate (2 bytes per character)")),e}async profile(e){this.state.profiling=!0;let t=this.state.numBytes,n=this.state.numTensors;this.state.activeProfile.kernels=[],this.state.activeProfile.result=await e(),this.state.profiling=!1,this.state.activeProfile.peakBytes=Math.max(...this.state.activeProfile.kernels.map(o=>o.totalBytesSnapshot)),this.state.activeProfile.newBytes=this.state.numBytes-t,this.state.activeProfile.newTensors=this.state.numTensors-n;for(let o of this.state.activeProfile.kernels)o.kernelTimeMs=await o.kernelTimeMs,o.extraInfo=await o.extraInfo;return this.state.activeProfile}isTapeOn(){return this.state.gradientDepth>0&&this.state.kernelDepth===0}addTapeNode(e,t,n,o,s,i){let u={id:this.state.nextTapeNodeId++,kernelName:e,inputs:t,outputs:n,saved:s},l=Vf(e);l!=null&&(o=l.gradFunc),o!=null&&(u.gradient=a=>(a=a.map((c,p)=>{if(c==null){let d=n[p],m=Co(d.size,d.dtype);return this.makeTensor(m,d.shape,d.dtype)}return c}),o(a.length>1?a:a[0],s,i))),this.state.activeTape.push(u)}keep(e){return e.kept=!0,e}startTape(){this.state.gradientDepth===0&&(this.state.activeTape=[]),this.state.gradientDepth++}endTape(){this.state.gradientDepth--}startScope(e){let t={track:[],name:"unnamed scope",id:this.state.nextScopeId++};e&&(t.name=e),this.state.scopeStack.push(t),this.state.activeScope=t}endScope(e){let t=hl(e),n=new Set(t.map(s=>s.id));for(let s=0;s<this.state.activeScope.track.length;s++){let i=this.state.activeScope.track[s];!i.kept&&!n.has(i.id)&&i.dispose()}let o=this.state.scopeStack.pop();this.state.activeScope=this.state.scopeStack.length===0?null:this.state.scopeStack[this.state.scopeStack.length-1],t.forEach(s=>{!s.kept&&s.scopeId===o.id&&this.track(s)})}gradients(e,t,n,o=!1){if($(t.length>0,()=>"gradients() received an empty list of xs."),n!=null&&n.dtype!=="float32")throw new Error(`dy must have 'float32' dtype, but has '${n.dtype}'`);let s=this.scopedRun(()=>this.startTape(),()=>this.endTape(),()=>this.tidy("forward",e));$(s instanceof nt,()=>"The result y returned by f() must be a tensor.");let i=yb(this.state.activeTape,t,s);if(!o&&i.length===0&&t.length>0)throw new Error("Cannot compute gradient of y=f(x) with respect to x. Make sure that the f you passed encloses all operations that lead from x to y.");return this.tidy("backward",()=>{let u={};u[s.id]=n??_R(s.shape),wb(u,i,a=>this.tidy(a),kR);let l=t.map(a=>u[a.id]);return this.state.gradientDepth===0&&(this.state.activeTape.forEach(a=>{for(let c of a.saved)c.dispose()}),this.state.activeTape=null),{value:s,grads:l}})}customGrad(e){return $(yo(e),()=>"The f passed in customGrad(f) must be a function."),(...t)=>{$(t.every(u=>u instanceof nt),()=>"The args passed in customGrad(f)(x1, x2,...) must all be tensors");let n,o={};t.forEach((u,l)=>{o[l]=u});let s=(u,l)=>(n=e(...t,l),$(n.value instanceof nt,()=>"The function f passed in customGrad(f) must return an object where `obj.value` is a tensor"),$(yo(n.gradFunc),()=>"The function f passed in customGrad(f) must return an object where `obj.gradFunc` is a function."),n.value),i=(u,l)=>{let a=n.gradFunc(u,l),c=Array.isArray(a)?a:[a];$(c.length===t.length,()=>"The function f passed in customGrad(f) must return an object where `obj.gradFunc` is a function that returns the same number of tensors as inputs passed to f(...)."),$(c.every(d=>d instanceof nt),()=>"The function f passed in customGrad(f) must return an object where `obj.gradFunc` is a function that returns a list of only tensors.");let p={};return c.forEach((d,m)=>{p[m]=()=>d}),p};return this.runKernelFunc({forwardFunc:s,backwardsFunc:i,inputs:o})}}readSync(e){return this.state.tensorInfo.get(e).backend.readSync(e)}read(e){return this.state.tensorInfo.get(e).backend.read(e)}readToGPU(e,t){return this.state.tensorInfo.get(e).backend.readToGPU(e,t)}async time(e){let t=Un(),n=await this.backend.time(e);return n.wallMs=Un()-t,n}track(e){return this.state.activeScope!=null&&(e.scopeId=this.state.activeScope.id,this.state.activeScope.track.push(e)),e}get registeredVariables(){return this.state.registeredVariables}reset(){this.pendingBackendInitId++,this.state.dispose(),this.ENV.reset(),this.state=new gl;for(let e in this.registry)this.disposeRegisteredKernels(e),this.registry[e].dispose(),delete this.registry[e];this.backendName=null,this.backendInstance=null,this.pendingBackendInit=null}};Ea.nextTensorId=0;Ea.nextVariableId=0;function _R(r){let e=Mf($e(r),"float32");return T.makeTensor(e,r,"float32")}function nh(){let r=Bf();if(r._tfengine==null){let e=new Us(r);r._tfengine=new Ea(e)}return qx(r._tfengine.ENV),Sb(()=>r._tfengine),r._tfengine}var T=nh();function kR(r,e){let t={a:r,b:e};return T.runKernel("Add",t)}var Qr={};rr(Qr,{isBrowser:()=>sh,isMobile:()=>RR,mockIsMobile:()=>ER});function TR(){return typeof navigator<"u"&&navigator!=null}var oh;function ER(r){oh=r}function RR(r){if(oh!==void 0)return oh;if(r||TR()){if(r||(r=navigator),r.product==="ReactNative")return!0;let e=r.userAgent||r.vendor||(typeof window<"u"?window.opera:"");if(!e){let t=r;return t.userAgentData&&t.userAgentData.mobile}return/(android|bb\d+|meego).+mobile|avantgo|bada\/|blackberry|blazer|compal|elaine|fennec|hiptop|iemobile|ip(hone|od)|iris|kindle|lge |maemo|midp|mmp|mobile.+firefox|netfront|opera m(ob|in)i|palm( os)?|phone|p(ixi|re)\/|plucker|pocket|psp|series(4|6)0|symbian|treo|up\.(browser|link)|vodafone|wap|windows ce|xda|xiino/i.test(e)||/1207|6310|6590|3gso|4thp|50[1-6]i|770s|802s|a wa|abac|ac(er|oo|s\-)|ai(ko|rn)|al(av|ca|co)|amoi|an(ex|ny|yw)|aptu|ar(ch|go)|as(te|us)|attw|au(di|\-m|r |s )|avan|be(ck|ll|nq)|bi(lb|rd)|bl(ac|az)|br(e|v)w|bumb|bw\-(n|u)|c55\/|capi|ccwa|cdm\-|cell|chtm|cldc|cmd\-|co(mp|nd)|craw|da(it|ll|ng)|dbte|dc\-s|devi|dica|dmob|do(c|p)o|ds(12|\-d)|el(49|ai)|em(l2|ul)|er(ic|k0)|esl8|ez([4-7]0|os|wa|ze)|fetc|fly(\-|_)|g1 u|g560|gene|gf\-5|g\-mo|go(\.w|od)|gr(ad|un)|haie|hcit|hd\-(m|p|t)|hei\-|hi(pt|ta)|hp( i|ip)|hs\-c|ht(c(\-| |_|a|g|p|s|t)|tp)|hu(aw|tc)|i\-(20|go|ma)|i230|iac( |\-|\/)|ibro|idea|ig01|ikom|im1k|inno|ipaq|iris|ja(t|v)a|jbro|jemu|jigs|kddi|keji|kgt( |\/)|klon|kpt |kwc\-|kyo(c|k)|le(no|xi)|lg( g|\/(k|l|u)|50|54|\-[a-w])|libw|lynx|m1\-w|m3ga|m50\/|ma(te|ui|xo)|mc(01|21|ca)|m\-cr|me(rc|ri)|mi(o8|oa|ts)|mmef|mo(01|02|bi|de|do|t(\-| |o|v)|zz)|mt(50|p1|v )|mwbp|mywa|n10[0-2]|n20[2-3]|n30(0|2)|n50(0|2|5)|n7(0(0|1)|10)|ne((c|m)\-|on|tf|wf|wg|wt)|nok(6|i)|nzph|o2im|op(ti|wv)|oran|owg1|p800|pan(a|d|t)|pdxg|pg(13|\-([1-8]|c))|phil|pire|pl(ay|uc)|pn\-2|po(ck|rt|se)|prox|psio|pt\-g|qa\-a|qc(07|12|21|32|60|\-[2-7]|i\-)|qtek|r380|r600|raks|rim9|ro(ve|zo)|s55\/|sa(ge|ma|mm|ms|ny|va)|sc(01|h\-|oo|p\-)|sdk\/|se(c(\-|0|1)|47|mc|nd|ri)|sgh\-|shar|sie(\-|m)|sk\-0|sl(45|id)|sm(al|ar|b3|it|t5)|so(ft|ny)|sp(01|h\-|v\-|v )|sy(01|mb)|t2(18|50)|t6(00|10|18)|ta(gt|lk)|tcl\-|tdg\-|tel(i|m)|tim\-|t\-mo|to(pl|sh)|ts(70|m\-|m3|m5)|tx\-9|up(\.b|g1|si)|utst|v400|v750|veri|vi(rg|te)|vk(40|5[0-3]|\-v)|vm40|voda|vulc|vx(52|53|60|61|70|80|81|83|85|98)|w3c(\-| )|webc|whit|wi(g |nc|nw)|wmlb|wonu|x700|yas\-|your|zeto|zte\-/i.test(e.substr(0,4))}return!1}function sh(){return typeof window<"u"&&window.document!=null||typeof WorkerGlobalScope<"u"}var dt=S();dt.registerFlag("DEBUG",()=>!1,r=>{r&&console.warn("Debugging mode is ON. The output of every math call will be downloaded to CPU and checked for NaNs. This significantly impacts performance.")});dt.registerFlag("IS_BROWSER",()=>sh());dt.registerFlag("IS_NODE",()=>typeof process<"u"&&typeof process.versions<"u"&&typeof process.versions.node<"u");dt.registerFlag("IS_CHROME",()=>typeof navigator<"u"&&navigator!=null&&navigator.userAgent!=null&&/Chrome/.test(navigator.userAgent)&&/Google Inc/.test(navigator.vendor));dt.registerFlag("IS_SAFARI",()=>typeof navigator<"u"&&navigator!=null&&navigator.userAgent!=null&&/Safari/.test(navigator.userAgent)&&/Apple/.test(navigator.vendor));dt.registerFlag("PROD",()=>!1);dt.registerFlag("TENSORLIKE_CHECK_SHAPE_CONSISTENCY",()=>dt.getBool("DEBUG"));dt.registerFlag("DEPRECATION_WARNINGS_ENABLED",()=>!0);dt.registerFlag("IS_TEST",()=>!1);dt.registerFlag("CHECK_COMPUTATION_FOR_ERRORS",()=>dt.getBool("DEBUG"));dt.registerFlag("WRAP_TO_IMAGEBITMAP",()=>!1);dt.registerFlag("CANVAS2D_WILL_READ_FREQUENTLY_FOR_GPU",()=>!1);dt.registerFlag("USE_SETTIMEOUTCUSTOM",()=>!1);function Ra(r,e){let t=r;if(rt(r))return e==="string"?[]:[r.length];if(ml(r)){let o=r.channels||"RGBA";return[r.height,r.width*o.length]}else if(fl(r))return[r.buffer.size/(e==null?4:xo(e))];if(!Array.isArray(r))return[];let n=[];for(;Array.isArray(t)||rt(t)&&e!=="string";)n.push(t.length),t=t[0];return Array.isArray(r)&&S().getBool("TENSORLIKE_CHECK_SHAPE_CONSISTENCY")&&Rb(r,n,[]),n}function Rb(r,e,t){if(t=t||[],!Array.isArray(r)&&!rt(r)){$(e.length===0,()=>`Element arr[${t.join("][")}] is a primitive, but should be an array/TypedArray of ${e[0]} elements`);return}$(e.length>0,()=>`Element arr[${t.join("][")}] should be a primitive, but is an array of ${r.length} elements`),$(r.length===e[0],()=>`Element arr[${t.join("][")}] should have ${e[0]} elements, but has ${r.length} elements`);let n=e.slice(1);for(let o=0;o<r.length;++o)Rb(r[o],n,t.concat(o))}function Eb(r,e,t,n){if(r!=="string_or_numeric"){if(r==null)throw new Error("Expected dtype cannot be null.");if(r!=="numeric"&&r!==e||r==="numeric"&&e==="string")throw new Error(`Argument '${t}' passed to '${n}' must be ${r} tensor, but got ${e} tensor`)}}function E(r,e,t,n="numeric"){if(r instanceof Yf())return Eb(n,r.dtype,e,t),r;let o=Lr(r);if(o!=="string"&&["bool","int32","float32"].indexOf(n)>=0&&(o=n),Eb(n,o,e,t),r==null||!rt(r)&&!Array.isArray(r)&&typeof r!="number"&&typeof r!="boolean"&&typeof r!="string"){let l=r==null?"null":r.constructor.name;throw new Error(`Argument '${e}' passed to '${t}' must be a Tensor or TensorLike, but got '${l}'`)}let s=Ra(r,o);!rt(r)&&!Array.isArray(r)&&(r=[r]);let u=o!=="string"?Xo(r,o):Xr(r,[],!0);return T.makeTensor(u,s,o)}function Nb(r,e,t,n="numeric"){if(!Array.isArray(r))throw new Error(`Argument ${e} passed to ${t} must be a \`Tensor[]\` or \`TensorLike[]\``);return r.map((s,i)=>E(s,`${e}[${i}]`,t,n))}var NR="__op";function D(r){let e=Object.keys(r);if(e.length!==1)throw new Error(`Please provide an object with a single key (operation name) mapping to a function. Got an object with ${e.length} keys.`);let t=e[0],n=r[t];t.endsWith("_")&&(t=t.substring(0,t.length-1)),t=t+NR;let o=(...s)=>{T.startScope(t);try{let i=n(...s);return gn(i)&&console.error("Cannot return a Promise inside of tidy."),T.endScope(i),i}catch(i){throw T.endScope(null),i}};return Object.defineProperty(o,"name",{value:t,configurable:!0}),o}function AR(r,e){let t=E(r,"real","complex"),n=E(e,"imag","complex");lu(t.shape,n.shape,`real and imag shapes, ${t.shape} and ${n.shape}, must match in call to tf.complex().`);let o={real:t,imag:n};return T.runKernel(Hs,o)}var xl=D({complex_:AR});function Jo(r,e,t,n){if(n==null)n=Lr(r);else if(n==="complex64")throw new Error("Cannot construct a complex64 tensor directly. Please use tf.complex(real, imag).");if(fl(r)||ml(r)){if(n!=="float32"&&n!=="int32")throw new Error(`Creating tensor from GPU data only supports 'float32'|'int32' dtype, while the dtype is ${n}.`);return T.backend.createTensorFromGPUData(r,e||t,n)}if(!rt(r)&&!Array.isArray(r)&&typeof r!="number"&&typeof r!="boolean"&&typeof r!="string")throw new Error("values passed to tensor(values) must be a number/boolean/string or an array of numbers/booleans/strings, or a TypedArray");if(e!=null){qt(e);let o=$e(e),s=$e(t);$(o===s,()=>`Based on the provided shape, [${e}], the tensor should have ${o} values but has ${s}`);for(let i=0;i<t.length;++i){let u=t[i],l=i===t.length-1?u!==$e(e.slice(i)):!0;$(t[i]===e[i]||!l,()=>`Error creating a new Tensor. Inferred shape (${t}) does not match the provided shape (${e}). `)}}return!rt(r)&&!Array.isArray(r)&&(r=[r]),e=e||t,r=n!=="string"?Xo(r,n):Xr(r,[],!0),T.makeTensor(r,e,n)}function Xt(r,e,t){let n=Ra(r,t);return Jo(r,e,n,t)}var _t=class r{static join(e){return new r(e).slice()}constructor(e){if(this.shards=[],this.previousShardIndex=0,e==null||(e instanceof Array||(e=[e]),e=e.map(n=>rt(n)?n.buffer:n),e.length===0))return;this.bufferUniformSize=e[0].byteLength;let t=0;for(let n=0;n<e.length;n++){let o=e[n];n!==e.length-1&&o.byteLength!==this.bufferUniformSize&&(this.bufferUniformSize=void 0);let s=t+o.byteLength;this.shards.push({buffer:o,start:t,end:s}),t=s}this.shards.length===0&&(this.byteLength=0),this.byteLength=this.shards[this.shards.length-1].end}slice(e=0,t=this.byteLength){if(this.shards.length===0)return new ArrayBuffer(0);if(e=isNaN(Number(e))?0:e,t=isNaN(Number(t))?0:t,e=Math.max(0,e),t=Math.min(this.byteLength,t),t<=e)return new ArrayBuffer(0);let n=this.findShardForByte(e);if(n===-1)throw new Error(`Could not find start shard for byte ${e}`);let o=t-e,s=new ArrayBuffer(o),i=new Uint8Array(s),u=0;for(let l=n;l<this.shards.length;l++){let a=this.shards[l],p=e+u-a.start,d=u,f=Math.min(t,a.end)-a.start,h=new Uint8Array(a.buffer,p,f-p);if(i.set(h,d),u+=h.length,t<a.end)break}return s}findShardForByte(e){if(this.shards.length===0||e<0||e>=this.byteLength)return-1;if(this.bufferUniformSize!=null)return this.previousShardIndex=Math.floor(e/this.bufferUniformSize),this.previousShardIndex;function t(o){return e<o.start?-1:e>=o.end?1:0}if(t(this.shards[this.previousShardIndex])===0)return this.previousShardIndex;let n=$R(this.shards,t);return n===-1?-1:(this.previousShardIndex=n,this.previousShardIndex)}};function $R(r,e){let t=0,n=r.length;for(;t<=n;){let o=Math.floor((n-t)/2)+t,s=e(r[o]);if(s===0)return o;s<0?n=o:t=o+1}return-1}function Ab(r){S().getBool("DEPRECATION_WARNINGS_ENABLED")&&console.warn(r+" You can disable deprecation warnings with tf.disableDeprecationWarnings().")}kb(Ab);function Yt(){return T}function de(r,e){return T.tidy(r,e)}function Me(r){hl(r).forEach(t=>t.dispose())}function $b(r){return T.keep(r)}function Fb(r){return T.setBackend(r)}function Db(){return T.ready()}function Mb(){return T.backendName}function bl(r,e,t=1){return T.registerBackend(r,e,t)}var ah=typeof Buffer<"u"&&(typeof Blob>"u"||typeof atob>"u"||typeof btoa>"u");function Pb(r){return ah?Buffer.byteLength(r,"utf8"):new Blob([r]).size}function Ob(r){if(ah)return Buffer.from(r).toString("base64");let e=new Uint8Array(r),t="";for(let n=0,o=e.length;n<o;n++)t+=String.fromCharCode(e[n]);return btoa(t)}function Bb(r){if(ah){let n=Buffer.from(r,"base64");return n.buffer.slice(n.byteOffset,n.byteOffset+n.byteLength)}let e=atob(r),t=new Uint8Array(e.length);for(let n=0;n<e.length;++n)t.set([e.charCodeAt(n)],n);return t.buffer}function yl(r,e){let t={modelTopology:r.modelTopology,format:r.format,generatedBy:r.generatedBy,convertedBy:r.convertedBy,weightsManifest:e};return r.signature!=null&&(t.signature=r.signature),r.userDefinedMetadata!=null&&(t.userDefinedMetadata=r.userDefinedMetadata),r.modelInitializer!=null&&(t.modelInitializer=r.modelInitializer),r.initializerSignature!=null&&(t.initializerSignature=r.initializerSignature),r.trainingConfig!=null&&(t.trainingConfig=r.trainingConfig),t}function Lb(r,e,t){let n={modelTopology:r.modelTopology,format:r.format,generatedBy:r.generatedBy,convertedBy:r.convertedBy};if(r.trainingConfig!=null&&(n.trainingConfig=r.trainingConfig),r.weightsManifest!=null){if(!e)throw new Error("modelJSON has weightsManifest but weightSpecs is null");if(!t)throw new Error("modelJSON has weightsManifest but weightData is null");n.weightSpecs=e,n.weightData=t}return r.signature!=null&&(n.signature=r.signature),r.userDefinedMetadata!=null&&(n.userDefinedMetadata=r.userDefinedMetadata),r.modelInitializer!=null&&(n.modelInitializer=r.modelInitializer),r.initializerSignature!=null&&(n.initializerSignature=r.initializerSignature),n}async function wl(r,e){let t,n;return r.weightsManifest!=null&&([t,n]=await e(r.weightsManifest)),Lb(r,t,n)}function Sr(r){if(r.modelTopology instanceof ArrayBuffer)throw new Error("Expected JSON model topology, received ArrayBuffer.");return{dateSaved:new Date,modelTopologyType:"JSON",modelTopologyBytes:r.modelTopology==null?0:Pb(JSON.stringify(r.modelTopology)),weightSpecsBytes:r.weightSpecs==null?0:Pb(JSON.stringify(r.weightSpecs)),weightDataBytes:r.weightData==null?0:new _t(r.weightData).byteLength}}function Cl(r){let e=[];for(let t of r)e.push(...t.weights);return e}var kt=class r{constructor(){this.saveRouters=[],this.loadRouters=[]}static getInstance(){return r.instance==null&&(r.instance=new r),r.instance}static registerSaveRouter(e){r.getInstance().saveRouters.push(e)}static registerLoadRouter(e){r.getInstance().loadRouters.push(e)}static getSaveHandlers(e){return r.getHandlers(e,"save")}static getLoadHandlers(e,t){return r.getHandlers(e,"load",t)}static getHandlers(e,t,n){let o=[];return(t==="load"?r.getInstance().loadRouters:r.getInstance().saveRouters).forEach(i=>{let u=i(e,n);u!==null&&o.push(u)}),o}};var ih="tensorflowjs",uh=1,Vn="models_store",Zr="model_info_store";function Ub(){if(!S().getBool("IS_BROWSER"))throw new Error("Failed to obtain IndexedDB factory because the current environmentis not a web browser.");let r=typeof window>"u"?self:window,e=r.indexedDB||r.mozIndexedDB||r.webkitIndexedDB||r.msIndexedDB||r.shimIndexedDB;if(e==null)throw new Error("The current browser does not appear to support IndexedDB.");return e}function lh(r){let e=r.result;e.createObjectStore(Vn,{keyPath:"modelPath"}),e.createObjectStore(Zr,{keyPath:"modelPath"})}var sr=class{constructor(e){if(this.indexedDB=Ub(),e==null||!e)throw new Error("For IndexedDB, modelPath must not be null, undefined or empty.");this.modelPath=e}async save(e){if(e.modelTopology instanceof ArrayBuffer)throw new Error("BrowserLocalStorage.save() does not support saving model topology in binary formats yet.");return this.databaseAction(this.modelPath,e)}async load(){return this.databaseAction(this.modelPath)}databaseAction(e,t){return new Promise((n,o)=>{let s=this.indexedDB.open(ih,uh);s.onupgradeneeded=()=>lh(s),s.onsuccess=()=>{let i=s.result;if(t==null){let u=i.transaction(Vn,"readonly"),a=u.objectStore(Vn).get(this.modelPath);a.onsuccess=()=>{if(a.result==null)return i.close(),o(new Error(`Cannot find model with path '${this.modelPath}' in IndexedDB.`));n(a.result.modelArtifacts)},a.onerror=c=>(i.close(),o(a.error)),u.oncomplete=()=>i.close()}else{t.weightData=_t.join(t.weightData);let u=Sr(t),l=i.transaction(Zr,"readwrite"),a=l.objectStore(Zr),c;try{c=a.put({modelPath:this.modelPath,modelArtifactsInfo:u})}catch(d){return o(d)}let p;c.onsuccess=()=>{p=i.transaction(Vn,"readwrite");let d=p.objectStore(Vn),m;try{m=d.put({modelPath:this.modelPath,modelArtifacts:t,modelArtifactsInfo:u})}catch(f){return o(f)}m.onsuccess=()=>n({modelArtifactsInfo:u}),m.onerror=f=>{a=l.objectStore(Zr);let h=a.delete(this.modelPath);h.onsuccess=()=>(i.close(),o(m.error)),h.onerror=g=>(i.close(),o(m.error))}},c.onerror=d=>(i.close(),o(c.error)),l.oncomplete=()=>{p==null?i.close():p.oncomplete=()=>i.close()}}},s.onerror=i=>o(s.error)})}};sr.URL_SCHEME="indexeddb://";var Wb=r=>S().getBool("IS_BROWSER")&&!Array.isArray(r)&&r.startsWith(sr.URL_SCHEME)?DR(r.slice(sr.URL_SCHEME.length)):null;kt.registerSaveRouter(Wb);kt.registerLoadRouter(Wb);function DR(r){return new sr(r)}function MR(r){return r.startsWith(sr.URL_SCHEME)?r.slice(sr.URL_SCHEME.length):r}var Il=class{constructor(){this.indexedDB=Ub()}async listModels(){return new Promise((e,t)=>{let n=this.indexedDB.open(ih,uh);n.onupgradeneeded=()=>lh(n),n.onsuccess=()=>{let o=n.result,s=o.transaction(Zr,"readonly"),u=s.objectStore(Zr).getAll();u.onsuccess=()=>{let l={};for(let a of u.result)l[a.modelPath]=a.modelArtifactsInfo;e(l)},u.onerror=l=>(o.close(),t(u.error)),s.oncomplete=()=>o.close()},n.onerror=o=>t(n.error)})}async removeModel(e){return e=MR(e),new Promise((t,n)=>{let o=this.indexedDB.open(ih,uh);o.onupgradeneeded=()=>lh(o),o.onsuccess=()=>{let s=o.result,i=s.transaction(Zr,"readwrite"),u=i.objectStore(Zr),l=u.get(e),a;l.onsuccess=()=>{if(l.result==null)return s.close(),n(new Error(`Cannot find model with path '${e}' in IndexedDB.`));{let c=u.delete(e),p=()=>{a=s.transaction(Vn,"readwrite");let m=a.objectStore(Vn).delete(e);m.onsuccess=()=>t(l.result.modelArtifactsInfo),m.onerror=f=>n(l.error)};c.onsuccess=p,c.onerror=d=>(p(),s.close(),n(l.error))}},l.onerror=c=>(s.close(),n(l.error)),i.oncomplete=()=>{a==null?s.close():a.oncomplete=()=>s.close()}},o.onerror=s=>n(o.error)})}};var _r="/",es="tensorflowjs_models",Vb="info",PR="model_topology",OR="weight_specs",BR="weight_data",LR="model_metadata";function Gb(r){return{info:[es,r,Vb].join(_r),topology:[es,r,PR].join(_r),weightSpecs:[es,r,OR].join(_r),weightData:[es,r,BR].join(_r),modelMetadata:[es,r,LR].join(_r)}}function zb(r){for(let e of Object.values(r))window.localStorage.removeItem(e)}function UR(r){let e=r.split(_r);if(e.length<3)throw new Error(`Invalid key format: ${r}`);return e.slice(1,e.length-1).join(_r)}function WR(r){return r.startsWith(ar.URL_SCHEME)?r.slice(ar.URL_SCHEME.length):r}var ar=class{constructor(e){if(!S().getBool("IS_BROWSER")||typeof window>"u"||typeof window.localStorage>"u")throw new Error("The current environment does not support local storage.");if(this.LS=window.localStorage,e==null||!e)throw new Error("For local storage, modelPath must not be null, undefined or empty.");this.modelPath=e,this.keys=Gb(this.modelPath)}async save(e){if(e.modelTopology instanceof ArrayBuffer)throw new Error("BrowserLocalStorage.save() does not support saving model topology in binary formats yet.");{let t=JSON.stringify(e.modelTopology),n=JSON.stringify(e.weightSpecs),o=Sr(e),s=_t.join(e.weightData);try{this.LS.setItem(this.keys.info,JSON.stringify(o)),this.LS.setItem(this.keys.topology,t),this.LS.setItem(this.keys.weightSpecs,n),this.LS.setItem(this.keys.weightData,Ob(s));let i={format:e.format,generatedBy:e.generatedBy,convertedBy:e.convertedBy,signature:e.signature!=null?e.signature:void 0,userDefinedMetadata:e.userDefinedMetadata!=null?e.userDefinedMetadata:void 0,modelInitializer:e.modelInitializer!=null?e.modelInitializer:void 0,initializerSignature:e.initializerSignature!=null?e.initializerSignature:void 0,trainingConfig:e.trainingConfig!=null?e.trainingConfig:void 0};return this.LS.setItem(this.keys.modelMetadata,JSON.stringify(i)),{modelArtifactsInfo:o}}catch{throw zb(this.keys),new Error(`Failed to save model '${this.modelPath}' to local storage: size quota being exceeded is a possible cause of this failure: modelTopologyBytes=${o.modelTopologyBytes}, weightSpecsBytes=${o.weightSpecsBytes}, weightDataBytes=${o.weightDataBytes}.`)}}}async load(){let e=JSON.parse(this.LS.getItem(this.keys.info));if(e==null)throw new Error(`In local storage, there is no model with name '${this.modelPath}'`);if(e.modelTopologyType!=="JSON")throw new Error("BrowserLocalStorage does not support loading non-JSON model topology yet.");let t={},n=JSON.parse(this.LS.getItem(this.keys.topology));if(n==null)throw new Error(`In local storage, the topology of model '${this.modelPath}' is missing.`);t.modelTopology=n;let o=JSON.parse(this.LS.getItem(this.keys.weightSpecs));if(o==null)throw new Error(`In local storage, the weight specs of model '${this.modelPath}' are missing.`);t.weightSpecs=o;let s=this.LS.getItem(this.keys.modelMetadata);if(s!=null){let u=JSON.parse(s);t.format=u.format,t.generatedBy=u.generatedBy,t.convertedBy=u.convertedBy,u.signature!=null&&(t.signature=u.signature),u.userDefinedMetadata!=null&&(t.userDefinedMetadata=u.userDefinedMetadata),u.modelInitializer!=null&&(t.modelInitializer=u.modelInitializer),u.initializerSignature!=null&&(t.initializerSignature=u.initializerSignature),u.trainingConfig!=null&&(t.trainingConfig=u.trainingConfig)}let i=this.LS.getItem(this.keys.weightData);if(i==null)throw new Error(`In local storage, the binary weight values of model '${this.modelPath}' are missing.`);return t.weightData=Bb(i),t}};ar.URL_SCHEME="localstorage://";var Hb=r=>S().getBool("IS_BROWSER")&&!Array.isArray(r)&&r.startsWith(ar.URL_SCHEME)?VR(r.slice(ar.URL_SCHEME.length)):null;kt.registerSaveRouter(Hb);kt.registerLoadRouter(Hb);function VR(r){return new ar(r)}var vl=class{constructor(){$(S().getBool("IS_BROWSER"),()=>"Current environment is not a web browser"),$(typeof window>"u"||typeof window.localStorage<"u",()=>"Current browser does not appear to support localStorage"),this.LS=window.localStorage}async listModels(){let e={},t=es+_r,n=_r+Vb;for(let o=0;o<this.LS.length;++o){let s=this.LS.key(o);if(s.startsWith(t)&&s.endsWith(n)){let i=UR(s);e[i]=JSON.parse(this.LS.getItem(s))}}return e}async removeModel(e){e=WR(e);let t=Gb(e);if(this.LS.getItem(t.info)==null)throw new Error(`Cannot find model at path '${e}'`);let n=JSON.parse(this.LS.getItem(t.info));return zb(t),n}};var qb="://",Na=class r{constructor(){this.managers={}}static getInstance(){return r.instance==null&&(r.instance=new r),r.instance}static registerManager(e,t){$(e!=null,()=>"scheme must not be undefined or null."),e.endsWith(qb)&&(e=e.slice(0,e.indexOf(qb))),$(e.length>0,()=>"scheme must not be an empty string.");let n=r.getInstance();$(n.managers[e]==null,()=>`A model store manager is already registered for scheme '${e}'.`),n.managers[e]=t}static getManager(e){let t=r.getInstance().managers[e];if(t==null)throw new Error(`Cannot find model manager for scheme '${e}'`);return t}static getSchemes(){return Object.keys(r.getInstance().managers)}};var ch=class{constructor(){this.messageName="setTimeoutCustom",this.functionRefs=[],this.handledMessageCount=0,this.hasEventListener=!1}fetch(e,t){return fetch(e,t)}now(){return performance.now()}encode(e,t){if(t!=="utf-8"&&t!=="utf8")throw new Error(`Browser's encoder only supports utf-8, but got ${t}`);return this.textEncoder==null&&(this.textEncoder=new TextEncoder),this.textEncoder.encode(e)}decode(e,t){return new TextDecoder(t).decode(e)}setTimeoutCustom(e,t){if(typeof window>"u"||!S().getBool("USE_SETTIMEOUTCUSTOM")){setTimeout(e,t);return}this.functionRefs.push(e),setTimeout(()=>{window.postMessage({name:this.messageName,index:this.functionRefs.length-1},"*")},t),this.hasEventListener||(this.hasEventListener=!0,window.addEventListener("message",n=>{if(n.source===window&&n.data.name===this.messageName){n.stopPropagation();let o=this.functionRefs[n.data.index];o(),this.handledMessageCount++,this.handledMessageCount===this.functionRefs.length&&(this.functionRefs=[],this.handledMessageCount=0)}},!0))}isTypedArray(e){return ul(e)}};if(S().get("IS_BROWSER")){S().setPlatform("browser",new ch);try{Na.registerManager(ar.URL_SCHEME,new vl)}catch{}try{Na.registerManager(sr.URL_SCHEME,new Il)}catch{}}var GR={importFetch:()=>Kb()},ph;var dh=class{constructor(){this.util=jb(),this.textEncoder=new this.util.TextEncoder}fetch(e,t){return S().global.fetch!=null?S().global.fetch(e,t):(ph==null&&(ph=GR.importFetch()),ph(e,t))}now(){let e=process.hrtime();return e[0]*1e3+e[1]/1e6}encode(e,t){if(t!=="utf-8"&&t!=="utf8")throw new Error(`Node built-in encoder only supports utf-8, but got ${t}`);return this.textEncoder.encode(e)}decode(e,t){return e.length===0?"":new this.util.TextDecoder(t).decode(e)}isTypedArray(e){return this.util.types.isFloat32Array(e)||this.util.types.isInt32Array(e)||this.util.types.isUint8Array(e)||this.util.types.isUint8ClampedArray(e)}};S().get("IS_NODE")&&!S().get("IS_BROWSER")&&S().setPlatform("node",new dh);function he(r,e="float32",t){return e=e||"float32",qt(r),new or(r,e,t)}function zR(r,e){let t=E(r,"x","cast");if(!Ff(e))throw new Error(`Failed to cast to unknown dtype ${e}`);if(e==="string"&&t.dtype!=="string"||e!=="string"&&t.dtype==="string")throw new Error("Only strings can be casted to strings");let n={x:t},o={dtype:e};return T.runKernel(br,n,o)}var Dt=D({cast_:zR});function HR(r){let t={x:E(r,"x","clone","string_or_numeric")};return T.runKernel(yr,t)}var kr=D({clone_:HR});function Xb(r,e=!1){console.log(r.toString(e))}nh();var qR={buffer:he,cast:Dt,clone:kr,print:Xb};_b(qR);function KR(r,e){let t=E(r,"a","add"),n=E(e,"b","add");[t,n]=Ve(t,n);let o={a:t,b:n};return T.runKernel("Add",o)}var te=D({add_:KR});function jR(r,e){let t=E(r,"a","floorDiv"),n=E(e,"b","floorDiv");[t,n]=Ve(t,n);let o={a:t,b:n};return T.runKernel(Ur,o)}var Yb=D({floorDiv_:jR});function XR(r,e){let t=E(r,"a","div"),n=E(e,"b","div");if([t,n]=Ve(t,n),t.dtype==="int32"&&n.dtype==="int32")return Yb(t,n);let o={a:t,b:n},s={};return T.runKernel(_o,o,s)}var Fe=D({div_:XR});function YR(r,e){let t=E(r,"a","mul"),n=E(e,"b","mul");[t,n]=Ve(t,n);let o={a:t,b:n};return T.runKernel(zr,o)}var Y=D({mul_:YR});function QR(r){let e=E(r,"x","abs");if(e.dtype==="complex64"){let t={x:e};return T.runKernel(_u,t)}else{let t={x:e};return T.runKernel("Abs",t)}}var Aa=D({abs_:QR});function ZR(r,e,t,n,o="NHWC",s){let i=r[3],u=[...e,i],l=Zb(o);return hh(r,u,t,s,n,null,null,l)}function JR(r,e,t,n,o,s,i="channelsLast"){let[u,l]=$a(e),a;if(i==="channelsLast")a=[u,l,r[3],r[3]];else if(i==="channelsFirst")a=[u,l,r[1],r[1]];else throw new Error(`Unknown dataFormat ${i}`);return hh(r,a,t,n,o,s,!1,i)}function eN(r,e,t,n,o,s,i="NDHWC"){let[u,l,a]=mh(e),c,p;if(i==="NDHWC")p="channelsLast",c=[u,l,a,r[4],r[4]];else if(i==="NCDHW")p="channelsFirst",c=[u,l,a,r[1],r[1]];else throw new Error(`Unknown dataFormat ${i}`);return Qb(r,c,t,n,o,!1,p,s)}function hh(r,e,t,n,o,s,i=!1,u="channelsLast"){let[l,a,c,p]=[-1,-1,-1,-1];if(u==="channelsLast")[l,a,c,p]=r;else if(u==="channelsFirst")[l,p,a,c]=r;else throw new Error(`Unknown dataFormat ${u}`);let[d,m,,f]=e,[h,g]=$a(t),[x,y]=$a(n),C=rs(d,x),I=rs(m,y),{padInfo:_,outHeight:A,outWidth:N}=nN(o,a,c,h,g,C,I,s,u),F=i?f*p:f,O;return u==="channelsFirst"?O=[l,F,A,N]:u==="channelsLast"&&(O=[l,A,N,F]),{batchSize:l,dataFormat:u,inHeight:a,inWidth:c,inChannels:p,outHeight:A,outWidth:N,outChannels:F,padInfo:_,strideHeight:h,strideWidth:g,filterHeight:d,filterWidth:m,effectiveFilterHeight:C,effectiveFilterWidth:I,dilationHeight:x,dilationWidth:y,inShape:r,outShape:O,filterShape:e}}function Qb(r,e,t,n,o,s=!1,i="channelsLast",u){let[l,a,c,p,d]=[-1,-1,-1,-1,-1];if(i==="channelsLast")[l,a,c,p,d]=r;else if(i==="channelsFirst")[l,d,a,c,p]=r;else throw new Error(`Unknown dataFormat ${i}`);let[m,f,h,,g]=e,[x,y,C]=mh(t),[I,_,A]=mh(n),N=rs(m,I),F=rs(f,_),O=rs(h,A),{padInfo:B,outDepth:q,outHeight:j,outWidth:ue}=oN(o,a,c,p,x,y,C,N,F,O,u),fe=s?g*d:g,ge;return i==="channelsFirst"?ge=[l,fe,q,j,ue]:i==="channelsLast"&&(ge=[l,q,j,ue,fe]),{batchSize:l,dataFormat:i,inDepth:a,inHeight:c,inWidth:p,inChannels:d,outDepth:q,outHeight:j,outWidth:ue,outChannels:fe,padInfo:B,strideDepth:x,strideHeight:y,strideWidth:C,filterDepth:m,filterHeight:f,filterWidth:h,effectiveFilterDepth:N,effectiveFilterHeight:F,effectiveFilterWidth:O,dilationDepth:I,dilationHeight:_,dilationWidth:A,inShape:r,outShape:ge,filterShape:e}}function tN(r,e,t,n,o){n==null&&(n=gh(r,e,t));let s=r[0],i=r[1],u=Fa((s-e+2*n)/t+1,o),l=Fa((i-e+2*n)/t+1,o);return[u,l]}function rN(r,e,t,n,o,s){o==null&&(o=gh(r,e[0],n[0]));let i=[0,0,0,t];for(let u=0;u<3;u++)r[u]+2*o>=e[u]&&(i[u]=Fa((r[u]-e[u]+2*o)/n[u]+1,s));return i}function gh(r,e,t,n=1){let o=rs(e,n);return Math.floor((r[0]*(t-1)-t+o)/2)}function $a(r){return typeof r=="number"?[r,r,r]:r.length===2?[r[0],r[1],1]:r}function mh(r){return typeof r=="number"?[r,r,r]:r}function rs(r,e){return e<=1?r:r+(r-1)*(e-1)}function nN(r,e,t,n,o,s,i,u,l){let a,c,p;if(typeof r=="number"){a={top:r,bottom:r,left:r,right:r,type:r===0?"VALID":"NUMBER"};let m=tN([e,t],s,n,r,u);c=m[0],p=m[1]}else if(r==="same"){c=Math.ceil(e/n),p=Math.ceil(t/o);let d=Math.max(0,(c-1)*n+s-e),m=Math.max(0,(p-1)*o+i-t),f=Math.floor(d/2),h=d-f,g=Math.floor(m/2),x=m-g;a={top:f,bottom:h,left:g,right:x,type:"SAME"}}else if(r==="valid")a={top:0,bottom:0,left:0,right:0,type:"VALID"},c=Math.ceil((e-s+1)/n),p=Math.ceil((t-i+1)/o);else if(typeof r=="object"){let d=l==="channelsLast"?r[1][0]:r[2][0],m=l==="channelsLast"?r[1][1]:r[2][1],f=l==="channelsLast"?r[2][0]:r[3][0],h=l==="channelsLast"?r[2][1]:r[3][1];a={top:d,bottom:m,left:f,right:h,type:d===0&&m===0&&f===0&&h===0?"VALID":"EXPLICIT"},c=Fa((e-s+d+m)/n+1,u),p=Fa((t-i+f+h)/o+1,u)}else throw Error(`Unknown padding parameter: ${r}`);return{padInfo:a,outHeight:c,outWidth:p}}function oN(r,e,t,n,o,s,i,u,l,a,c){let p,d,m,f;if(r==="valid"&&(r=0),typeof r=="number"){p={top:r,bottom:r,left:r,right:r,front:r,back:r,type:r===0?"VALID":"NUMBER"};let g=rN([e,t,n,1],[u,l,a],1,[o,s,i],r,c);d=g[0],m=g[1],f=g[2]}else if(r==="same"){d=Math.ceil(e/o),m=Math.ceil(t/s),f=Math.ceil(n/i);let h=(d-1)*o+u-e,g=(m-1)*s+l-t,x=(f-1)*i+a-n,y=Math.floor(h/2),C=h-y,I=Math.floor(g/2),_=g-I,A=Math.floor(x/2),N=x-A;p={top:I,bottom:_,left:A,right:N,front:y,back:C,type:"SAME"}}else throw Error(`Unknown padding parameter: ${r}`);return{padInfo:p,outDepth:d,outHeight:m,outWidth:f}}function Fa(r,e){if(!e)return Math.trunc(r);switch(e){case"round":return Math.round(r);case"ceil":return Math.ceil(r);case"floor":return Math.floor(r);default:throw new Error(`Unknown roundingMode ${e}`)}}function fh(r){let[e,t,n]=$a(r);return e===1&&t===1&&n===1}function xh(r,e){return fh(r)||fh(e)}function Sl(r){return $a(r).every(e=>e>0)}function Zb(r){if(r==="NHWC")return"channelsLast";if(r==="NCHW")return"channelsFirst";throw new Error(`Unknown dataFormat ${r}`)}function Da(r,e,t){if(t!=null){if(typeof e=="string")throw Error(`Error in ${r}: pad must be an integer when using dimRoundingMode ${t} but got pad ${e}.`);if(typeof e=="number")$(Ls(e),()=>`Error in ${r}: pad must be an integer when using dimRoundingMode ${t} but got pad ${e}.`);else if(typeof e=="object")e.forEach(n=>{n.forEach(o=>{$(Ls(o),()=>`Error in ${r}: pad must be an integer when using dimRoundingMode ${t} but got pad ${o}.`)})});else throw Error(`Error in ${r}: Unknown padding parameter: ${e}`)}}function sN(r,e){let n={x:E(r,"x","reshape","string_or_numeric")},o={shape:e};return T.runKernel(Bo,n,o)}var Pe=D({reshape_:sN});function aN(r,e=0){$(r.length>=1,()=>"Pass at least one tensor to concat");let t=Nb(r,"tensors","concat","string_or_numeric");if(t[0].dtype==="complex64"&&t.forEach(s=>{if(s.dtype!=="complex64")throw new Error(`Cannot concatenate complex64 tensors with a tensor
          with dtype ${s.dtype}. `)}),t.length===1)return kr(t[0]);let n=t,o={axis:e};return T.runKernel(So,n,o)}var _l=D({concat_:aN});function iN(r,e,t=!1,n=!1){let o=E(r,"a","matMul"),s=E(e,"b","matMul");[o,s]=Ve(o,s);let i={a:o,b:s},u={transposeA:t,transposeB:n};return T.runKernel(xn,i,u)}var bh=D({matMul_:iN});function uN(r){let t={x:E(r,"x","sigmoid","float32")};return T.runKernel(qr,t)}var ey=D({sigmoid_:uN});function lN(r,e,t){let n=E(r,"x","slice","string_or_numeric");if(n.rank===0)throw new Error("Slicing scalar is not possible");let o={x:n},s={begin:e,size:t};return T.runKernel($n,o,s)}var Gn=D({slice_:lN});function cN(r){let t={x:E(r,"x","tanh","float32")};return T.runKernel(Ho,t)}var yh=D({tanh_:cN});function pN(r,e,t){let n=E(r,"x","bincount"),o=E(e,"weights","bincount");$(n.dtype==="int32",()=>`Error in bincount: input dtype must be int32, but got ${n.dtype}`),$(t>=0,()=>`size must be non-negative, but got ${t}.`),$(o.size===n.size||o.size===0,()=>`Error in bincount: weights must have the same size as input or0-length, but got input shape: ${n.shape}, weights shape: ${o.shape}.`);let s={x:n,weights:o},i={size:t};return T.runKernel(bn,s,i)}var ty=D({bincount_:pN});function dN(r,e){let t=E(r,"broadcastTo","x"),n=t.shape;if(qt(e),e.length<t.rank)throw new Error(`broadcastTo(): shape.length=${e.length} < input.rank=${t.rank}.`);if(e.length>t.rank){let a=t.shape.slice();for(;a.length<e.length;)a.unshift(1);t=Pe(t,a)}let o=t.shape,s=Array.from(e);for(let a=e.length-1;a>=0;a--)if(o[a]===e[a])s[a]=1;else if(t.shape[a]!==1)throw new Error(`broadcastTo(): [${n}] cannot be broadcast to [${e}].`);if(s.map((a,c)=>a>1?c:-1).filter(a=>a>=0).length===0)return kr(t);let u={x:t},l={reps:s};return T.runKernel(wr,u,l)}var zn=D({broadcastTo_:dN});function kl(r,e,t){qt(r),t=t||Lr(e);let n={shape:r,value:e,dtype:t};return T.runKernel(Ro,{},n)}function mN(r,e,t,n,o="NHWC",s=[1,1],i){let u=E(r,"x","conv2d","float32"),l=E(e,"filter","conv2d","float32"),a=u,c=!1;u.rank===3&&(c=!0,a=Pe(u,[1,u.shape[0],u.shape[1],u.shape[2]])),$(a.rank===4,()=>`Error in conv2d: input must be rank 4, but got rank ${a.rank}.`),$(l.rank===4,()=>`Error in conv2d: filter must be rank 4, but got rank ${l.rank}.`),Da("conv2d",n,i);let p=o==="NHWC"?a.shape[3]:a.shape[1];$(p===l.shape[2],()=>`Error in conv2d: depth of input (${p}) must match input depth for filter ${l.shape[2]}.`),$(xh(t,s),()=>`Error in conv2D: Either strides or dilations must be 1. Got strides ${t} and dilations '${s}'`),$(Sl(s),()=>"Error in conv2D: Dilated rates should be larger than 0."),$(Sl(t),()=>"Error in conv2D: Strides should be larger than 0.");let d={x:a,filter:l},m={strides:t,pad:n,dataFormat:o,dilations:s,dimRoundingMode:i},f=T.runKernel(yn,d,m);return c?Pe(f,[f.shape[1],f.shape[2],f.shape[3]]):f}var Tl=D({conv2d_:mN});function fN(r,e,t,n,o="NHWC",s=[1,1],i){let u=E(r,"x","depthwiseConv2d","float32"),l=E(e,"filter","depthwiseConv2d","float32"),a=u,c=!1;u.rank===3&&(c=!0,a=Pe(u,[1,u.shape[0],u.shape[1],u.shape[2]])),$(a.rank===4,()=>`Error in depthwiseConv2d: input must be rank 4, but got rank ${a.rank}.`),$(l.rank===4,()=>`Error in depthwiseConv2d: filter must be rank 4, but got rank ${l.rank}.`);let p=o==="NHWC"?a.shape[3]:a.shape[1];$(p===l.shape[2],()=>`Error in depthwiseConv2d: number of input channels (${p}) must match the inChannels dimension in filter ${l.shape[2]}.`),Da("depthwiseConv2d",n,i);let d={x:a,filter:l},m={strides:t,pad:n,dataFormat:o,dilations:s,dimRoundingMode:i},f=T.runKernel(Cn,d,m);return c?Pe(f,[f.shape[1],f.shape[2],f.shape[3]]):f}var wh=D({depthwiseConv2d_:fN});var Tr={};rr(Tr,{assertAndGetBroadcastShape:()=>Qt,getBroadcastDims:()=>ry,getReductionAxes:()=>El});function ry(r,e){let t=r.length,n=[];for(let o=0;o<t;o++){let s=t-1-o,i=r[s]||1;(e[e.length-1-o]||1)>1&&i===1&&n.unshift(s)}return n}function El(r,e){let t=[];for(let n=0;n<e.length;n++){let o=r[r.length-n-1],s=e.length-n-1,i=e[s];(o==null||o===1&&i>1)&&t.unshift(s)}return t}function Qt(r,e){let t=Math.max(r.length,e.length),n=new Array(t);for(let o=0;o<t;o++){let s=r[r.length-o-1];s==null&&(s=1);let i=e[e.length-o-1];if(i==null&&(i=1),s===1)n[t-o-1]=i;else if(i===1)n[t-o-1]=s;else if(s!==i){let u=`Operands could not be broadcast together with shapes ${r} and ${e}.`;throw Error(u)}else n[t-o-1]=s}return n}function hN(r,e,t){let n=E(e,"a","where"),o=E(t,"b","where"),s=E(r,"condition","where","bool"),i=Qt(Qt(s.shape,n.shape),o.shape),u=zn(s,i),l=zn(n,i),a=zn(o,i),c={condition:u,t:l,e:a};return T.runKernel(Wo,c)}var Ch=D({where_:hN});function gN(r){let t={x:E(r,"x","zerosLike")};return T.runKernel(qo,t)}var mt=D({zerosLike_:gN});function xN(r,...e){let t=e.map((o,s)=>E(o,`tensors${s}`,"einsum")),n={equation:r};return T.runKernel(Ru,t,n)}var ns=D({einsum_:xN});function bN(r){let t={x:E(r,"x","elu","float32")};return T.runKernel("Elu",t)}var Ma=D({elu_:bN});function Ih(r,e){for(let t=0;t<r.length;++t)if(r[r.length-t-1]!==e-1-t)return!1;return!0}function ny(r,e,t){let n=r.length+e.length,o=[],s=0,i=0;for(let u=0;u<n;u++)t.indexOf(u)===-1?o.push(r[s++]):o.push(e[i++]);return o}function yN(r,e){let t=[],n=r.length;for(let s=0;s<n;s++)e.indexOf(s)===-1&&t.push(r[s]);let o=e.map(s=>r[s]);return[t,o]}function wN(r,e){let t=e.map(n=>1);return ny(r,t,e)}function CN(r,e,t){$(Ih(e,t),()=>`${r} supports only inner-most axes for now. Got axes ${e} and rank-${t} input.`)}function IN(r,e){if(Ih(r,e))return null;let t=[];for(let n=0;n<e;++n)r.indexOf(n)===-1&&t.push(n);return r.forEach(n=>t.push(n)),t}function vN(r){return r.map((e,t)=>[t,e]).sort((e,t)=>e[1]-t[1]).map(e=>e[0])}function SN(r,e){let t=[];for(let n=e-r;n<e;++n)t.push(n);return t}function _N(r,e){let t=E(r,"base","pow"),n=E(e,"exp","pow");[t,n]=Ve(t,n);let o={a:t,b:n};return T.runKernel("Pow",o)}var vh=D({pow_:_N});function He(r,e){if((rt(r)&&e!=="string"||Array.isArray(r))&&e!=="complex64")throw new Error("Error creating a new Scalar: value must be a primitive (number|boolean|string)");if(e==="string"&&rt(r)&&!(r instanceof Uint8Array))throw new Error("When making a scalar from encoded string, the value must be `Uint8Array`.");return Jo(r,[],[],e)}function kN(r){let t={x:E(r,"x","sqrt","float32")};return T.runKernel(Kr,t)}var Zt=D({sqrt_:kN});function TN(r){let e=E(r,"x","square"),t={};return T.runKernel("Square",{x:e},t)}var lt=D({square_:TN});function EN(r,e=null,t=!1){let n=E(r,"x","sum");n.dtype==="bool"&&(n=Dt(n,"int32"));let o={x:n},s={axis:e,keepDims:t};return T.runKernel("Sum",o,s)}var Er=D({sum_:EN});function RN(r){let t={x:E(r,"x","exp")};return T.runKernel("Exp",t)}var Sh=D({exp_:RN});function NN(r,e=0){let t=E(r,"x","expandDims","string_or_numeric");$(e<=t.rank,()=>"Axis must be <= rank of the tensor");let n={input:t},o={dim:e};return T.runKernel(To,n,o)}var oy=D({expandDims_:NN});function AN(r,e){let t=E(r,"x","tile","string_or_numeric");$(t.rank===e.length,()=>`Error in transpose: rank of input ${t.rank} must match length of reps ${e}.`);let n={x:t},o={reps:e};return T.runKernel(wr,n,o)}var Oa=D({tile_:AN});function $N(r,e){let t=E(r,"a","greater","string_or_numeric"),n=E(e,"b","greater","string_or_numeric");[t,n]=Ve(t,n),Qt(t.shape,n.shape);let o={a:t,b:n};return T.runKernel(Wr,o)}var _h=D({greater_:$N});function FN(r){let t={input:E(r,"input","imag")};return T.runKernel(Au,t)}var sy=D({imag_:FN});function DN(r,e=.2){let n={x:E(r,"x","leakyRelu")},o={alpha:e};return T.runKernel(vn,n,o)}var Ba=D({leakyRelu_:DN});function MN(r,e){let t=E(r,"a","lessEqual","string_or_numeric"),n=E(e,"b","lessEqual","string_or_numeric");[t,n]=Ve(t,n),Qt(t.shape,n.shape);let o={a:t,b:n};return T.runKernel(Vr,o)}var ay=D({lessEqual_:MN});function iy(r,e){$(yo(r),()=>"The f passed in variableGrads(f) must be a function"),$(e==null||Array.isArray(e)&&e.every(a=>a instanceof vr),()=>"The varList passed in variableGrads(f, varList) must be an array of variables");let t=e!=null;if(!t){e=[];for(let a in T.registeredVariables)e.push(T.registeredVariables[a])}let n=t?e.filter(a=>!a.trainable):null,o=e.length;e=e.filter(a=>a.trainable),$(e.length>0,()=>`variableGrads() expects at least one of the input variables to be trainable, but none of the ${o} variables is trainable.`);let s=!0,{value:i,grads:u}=T.gradients(r,e,null,s);$(u.some(a=>a!=null),()=>"Cannot find a connection between any variable and the result of the loss function y=f(x). Please make sure the operations that use variables are inside the function f passed to minimize()."),$(i.rank===0,()=>`The f passed in variableGrads(f) must return a scalar, but it returned a rank-${i.rank} tensor`);let l={};return e.forEach((a,c)=>{u[c]!=null&&(l[a.name]=u[c])}),n?.forEach(a=>l[a.name]=null),{value:i,grads:l}}function PN(r){let t={x:E(r,"x","neg")};return T.runKernel("Neg",t)}var Ua=D({neg_:PN});function ON(r,e){let t=E(r,"a","sub"),n=E(e,"b","sub");[t,n]=Ve(t,n);let o={a:t,b:n};return T.runKernel("Sub",o)}var st=D({sub_:ON});function BN(r,e){let t=E(r,"a","maximum"),n=E(e,"b","maximum");[t,n]=Ve(t,n),t.dtype==="bool"&&(t=Dt(t,"int32"),n=Dt(n,"int32")),Qt(t.shape,n.shape);let o={a:t,b:n};return T.runKernel(Gr,o)}var uy=D({maximum_:BN});function LN(r,e=null,t=!1){let o={x:E(r,"x","mean")},s={axis:e,keepDims:t};return T.runKernel(Sn,o,s)}var Wa=D({mean_:LN});function Va(r,e="float32"){if(qt(r),e==="complex64"){let n=Va(r,"float32"),o=Va(r,"float32");return xl(n,o)}let t=Co($e(r),e);return T.makeTensor(t,r,e)}function UN(r,e,t=0){let n=E(r,"x","pad");if(n.rank===0)throw new Error("pad(scalar) is not defined. Pass non-scalar to pad");let o={paddings:e,constantValue:t},s={x:n};return T.runKernel(En,s,o)}var kh=D({pad_:UN});function WN(r,e){let t=E(r,"x","prelu"),n=E(e,"alpha","prelu"),o={x:t,alpha:n};return T.runKernel(Rn,o)}var ly=D({prelu_:WN});function Th(r,e,t=1,n="float32"){if(t===0)throw new Error("Cannot have a step of zero");let o={start:r,stop:e,step:t,dtype:n};return T.runKernel(Po,{},o)}function VN(r){let t={input:E(r,"input","real")};return T.runKernel(la,t)}var cy=D({real_:VN});function GN(r){let t={x:E(r,"x","relu")};return T.runKernel(Oo,t)}var Ga=D({relu_:GN});function zN(r){let t={x:E(r,"x","relu6")};return T.runKernel(Lo,t)}var py=D({relu6_:zN});function HN(r){let t={x:E(r,"x","round")};return T.runKernel(Uo,t)}var dy=D({round_:HN});function qN(r){let t={x:E(r,"x","rsqrt","float32")};return T.runKernel(Hr,t)}var Al=D({rsqrt_:qN});function KN(r){let t={x:E(r,"x","sign")};return T.runKernel(Vo,t)}var Eh=D({sign_:KN});function jN(r,e,t=0){let o={x:E(r,"x","split")},s={numOrSizeSplits:e,axis:t};return T.runKernel(Go,o,s)}var my=D({split_:jN});function XN(r,e=0){let n={x:E(r,"x","step")},o={alpha:e};return T.runKernel(Dn,n,o)}var fy=D({step_:XN});function ft(r,e){Af(r);let t=Ra(r,e);if(t.length!==1)throw new Error("tensor1d() requires values to be a flat/TypedArray");return Jo(r,null,t,e)}var as={};rr(as,{calculateShapes:()=>gy,validateInput:()=>hy,validateUpdateShape:()=>Rh});function Rh(r,e,t){let n=e.rank>1?e.shape[e.rank-1]:1,o=e.rank>1?e.rank-1:1,s=`Must have updates.shape = indices.shape[:batchDim] + shape[sliceDim:], got updates.shape: ${t.shape}, indices.shape: ${e.shape}, shape: ${r}, sliceDim: ${n}, and batchDim: ${o}.`;if(t.rank<o)throw new Error(s+` update.rank < ${o}. `);if(r.length<n+(t.rank-o))throw new Error(s+` Output shape length < ${n+(t.rank-o)}`);if(t.rank!==o+r.length-n)throw new Error(s+` update.rank != ${o+r.length-n}`);for(let i=0;i<o;++i)if(t.shape[i]!==e.shape[i])throw new Error(s+` updates.shape[${i}] (${t.shape[i]}) != indices.shape[${i}] (${e.shape[i]}).`);for(let i=0;i<t.rank-o;++i)if(t.shape[i+o]!==r[i+n])throw new Error(s+` updates.shape[${i+o}] (${t.shape[i+o]}) != shape[${i+o}] (${r[i+o]})`)}function hy(r,e,t){if(e.rank<1)throw new Error(`tf.scatterND() expects the indices to be rank 1 or higher, but the rank was ${e.rank}.`);if(r.rank<1)throw new Error(`tf.scatterND() expects the updates to be rank 1 or higher, but the rank was ${r.rank}.`);if(e.dtype!=="int32")throw new Error(`The dtype of 'indices' should be int32, but got dtype: ${e.dtype}`);if(t.length<1)throw new Error(`Output rank must be greater or equal to 1, but got shape: ${t}`);if(t.length===0){if(e.size===0)throw new Error(`Indices specified for empty output. indices shape: ${e.shape}`);if(r.size===0)throw new Error(`Updates specified for empty output. updates shape: ${r.shape}`)}Rh(t,e,r)}function gy(r,e,t){let n=e.shape.length,o=n>1?e.shape[n-1]:1,s=t.length,i=1;for(let p=o;p<s;++p)i*=t[p];let u=o<1?1:o,l=$e(e.shape)/u,a=[...nr(t.slice(0,o)),1],c=$e(t);return{sliceRank:o,numUpdates:l,sliceSize:i,strides:a,outputSize:c}}function xy(r,e){let t=[];for(let s=0;s<e.length;s++)e[s]&&t.push(s);let n=he(r,"int32"),o=he([t.length,r.length],"int32");for(let s=0;s<t.length;s++){let i=n.indexToLoc(t[s]),u=s*r.length;o.values.set(i,u)}return o.toTensor()}function YN(r,e,t){let n=E(r,"x","transpose");if(e==null&&(e=n.shape.map((i,u)=>u).reverse()),$(n.rank===e.length,()=>`Error in transpose: rank of input ${n.rank} must match length of perm ${e}.`),e.forEach(i=>{$(i>=0&&i<n.rank,()=>`All entries in 'perm' must be between 0 and ${n.rank-1} but got ${e}`)}),n.rank<=1)return n.clone();let o={x:n},s={perm:e};return n.dtype==="complex64"?de(()=>{let i=cy(n),u=sy(n);return i=T.runKernel(Cr,{x:i},s),u=T.runKernel(Cr,{x:u},s),t&&(u=Ua(u)),xl(i,u)}):T.runKernel(Cr,o,s)}var by=D({transpose_:YN});function QN(r,e,t){if(t==null||t==="linear")return r;if(t==="relu")return Y(r,fy(e));throw new Error(`Cannot compute gradient for fused activation ${t}.`)}function ZN(r,e){let t=e,n=El(r.shape,e.shape);return n.length>0&&(t=Er(t,n)),Pe(t,r.shape)}function JN(r,e,t,n){if(e==="linear")return r;if(e==="relu")return Ga(r);if(e==="elu")return Ma(r);if(e==="relu6")return py(r);if(e==="prelu")return ly(r,t);if(e==="leakyrelu")return Ba(r,n);if(e==="sigmoid")return ey(r);throw new Error(`Unknown fused activation ${e}.`)}var eA=(r,e)=>!(r>0)||e==="linear";function tA(r,e,t,n,o="bilinear",s=0){let i=E(r,"image","cropAndResize"),u=E(e,"boxes","cropAndResize","float32"),l=E(t,"boxInd","cropAndResize","int32"),a=u.shape[0];$(i.rank===4,()=>`Error in cropAndResize: image must be rank 4,but got rank ${i.rank}.`),$(u.rank===2&&u.shape[1]===4,()=>`Error in cropAndResize: boxes must be have size [${a},4] but had shape ${u.shape}.`),$(l.rank===1&&l.shape[0]===a,()=>`Error in cropAndResize: boxInd must be have size [${a}] but had shape ${u.shape}.`),$(n.length===2,()=>`Error in cropAndResize: cropSize must be of length 2, but got length ${n.length}.`),$(n[0]>=1&&n[1]>=1,()=>`cropSize must be atleast [1,1], but was ${n}`),$(o==="bilinear"||o==="nearest",()=>`method must be bilinear or nearest, but was ${o}`);let c={image:i,boxes:u,boxInd:l},p={method:o,extrapolationValue:s,cropSize:n};return T.runKernel(wn,c,p)}var yy=D({cropAndResize_:tA});function rA(r){let e=E(r,"image","flipLeftRight","float32");$(e.rank===4,()=>`Error in flipLeftRight: image must be rank 4,but got rank ${e.rank}.`);let t={image:e};return T.runKernel(In,t,{})}var wy=D({flipLeftRight_:rA});function nA(r){let e=E(r,"image","grayscaleToRGB"),t=e.rank-1,n=e.shape[t];$(e.rank>=2,()=>`Error in grayscaleToRGB: images must be at least rank 2, but got rank ${e.rank}.`),$(n===1,()=>`Error in grayscaleToRGB: last dimension of a grayscale image should be size 1, but got size ${n}.`);let o=new Array(e.rank);return o.fill(1,0,t),o[t]=3,Oa(e,o)}var Cy=D({grayscaleToRGB_:nA});function oA(r){let e=E(r,"image","RGBToGrayscale"),t=e.rank-1,n=e.shape[t];$(e.rank>=2,()=>`Error in RGBToGrayscale: images must be at least rank 2, but got rank ${e.rank}.`),$(n===3,()=>`Error in RGBToGrayscale: last dimension of an RGB image should be size 3, but got size ${n}.`);let o=e.dtype,s=Dt(e,"float32"),i=ft([.2989,.587,.114]),u;switch(e.rank){case 2:u=ns("ij,j->i",s,i);break;case 3:u=ns("ijk,k->ij",s,i);break;case 4:u=ns("ijkl,l->ijk",s,i);break;case 5:u=ns("ijklm,m->ijkl",s,i);break;case 6:u=ns("ijklmn,n->ijklm",s,i);break;default:throw new Error("Not a valid tensor rank.")}return u=oy(u,-1),Dt(u,o)}var Iy=D({rgbToGrayscale_:oA});function sA(r,e,t=0,n=.5){let o=E(r,"image","rotateWithOffset","float32");$(o.rank===4,()=>`Error in rotateWithOffset: image must be rank 4,but got rank ${o.rank}.`);let s={image:o},i={radians:e,fillValue:t,center:n};return T.runKernel(Mn,s,i)}var vy=D({rotateWithOffset_:sA});function Wt(r,e,t,n,o,s){n==null&&(n=.5),o==null&&(o=Number.NEGATIVE_INFINITY),s==null&&(s=0);let i=r.shape[0];return t=Math.min(t,i),$(0<=n&&n<=1,()=>`iouThreshold must be in [0, 1], but was '${n}'`),$(r.rank===2,()=>`boxes must be a 2D tensor, but was of rank '${r.rank}'`),$(r.shape[1]===4,()=>`boxes must have 4 columns, but 2nd dimension was ${r.shape[1]}`),$(e.rank===1,()=>"scores must be a 1D tensor"),$(e.shape[0]===i,()=>`scores has incompatible shape with boxes. Expected ${i}, but was ${e.shape[0]}`),$(0<=s&&s<=1,()=>`softNmsSigma must be in [0, 1], but was '${s}'`),{maxOutputSize:t,iouThreshold:n,scoreThreshold:o,softNmsSigma:s}}function aA(r,e,t,n=.5,o=Number.NEGATIVE_INFINITY){let s=E(r,"boxes","nonMaxSuppression","float32"),i=E(e,"scores","nonMaxSuppression","float32"),u=Wt(s,i,t,n,o);t=u.maxOutputSize,n=u.iouThreshold,o=u.scoreThreshold;let l={maxOutputSize:t,iouThreshold:n,scoreThreshold:o};return T.runKernel(_n,{boxes:s,scores:i},l)}var Sy=D({nonMaxSuppression_:aA});function _y(r,e,t){let n=iA(r,e,t),o=n<0?-(n+1):n;r.splice(o,0,e)}function iA(r,e,t){return lA(r,e,t||uA)}function uA(r,e){return r>e?1:r<e?-1:0}function lA(r,e,t){let n=0,o=r.length,s=0,i=!1;for(;n<o;){s=n+(o-n>>>1);let u=t(e,r[s]);u>0?n=s+1:(o=s,i=!u)}return i?n:-n-1}function $l(r,e,t,n,o){return Nh(r,e,t,n,o,0)}function Fl(r,e,t,n,o,s){return Nh(r,e,t,n,o,0,!1,s,!0)}function Dl(r,e,t,n,o,s){return Nh(r,e,t,n,o,s,!0)}function Nh(r,e,t,n,o,s,i=!1,u=!1,l=!1){let a=[];for(let g=0;g<e.length;g++)e[g]>o&&a.push({score:e[g],boxIndex:g,suppressBeginIndex:0});a.sort(ky);let c=s>0?-.5/s:0,p=[],d=[];for(;p.length<t&&a.length>0;){let g=a.pop(),{score:x,boxIndex:y,suppressBeginIndex:C}=g;if(x<o)break;let I=!1;for(let _=p.length-1;_>=C;--_){let A=cA(r,y,p[_]);if(A>=n){I=!0;break}if(g.score=g.score*pA(n,c,A),g.score<=o)break}g.suppressBeginIndex=p.length,I||(g.score===x?(p.push(y),d.push(g.score)):g.score>o&&_y(a,g,ky))}let m=p.length,f=t-m;u&&f>0&&(p.push(...new Array(f).fill(0)),d.push(...new Array(f).fill(0)));let h={selectedIndices:p};return i&&(h.selectedScores=d),l&&(h.validOutputs=m),h}function cA(r,e,t){let n=r.subarray(e*4,e*4+4),o=r.subarray(t*4,t*4+4),s=Math.min(n[0],n[2]),i=Math.min(n[1],n[3]),u=Math.max(n[0],n[2]),l=Math.max(n[1],n[3]),a=Math.min(o[0],o[2]),c=Math.min(o[1],o[3]),p=Math.max(o[0],o[2]),d=Math.max(o[1],o[3]),m=(u-s)*(l-i),f=(p-a)*(d-c);if(m<=0||f<=0)return 0;let h=Math.max(s,a),g=Math.max(i,c),x=Math.min(u,p),y=Math.min(l,d),C=Math.max(x-h,0)*Math.max(y-g,0);return C/(m+f-C)}function pA(r,e,t){let n=Math.exp(e*t*t);return t<=r?n:0}function ky(r,e){return r.score-e.score||r.score===e.score&&e.boxIndex-r.boxIndex}async function dA(r,e,t,n=.5,o=Number.NEGATIVE_INFINITY){let s=E(r,"boxes","nonMaxSuppressionAsync"),i=E(e,"scores","nonMaxSuppressionAsync"),u=Wt(s,i,t,n,o);t=u.maxOutputSize,n=u.iouThreshold,o=u.scoreThreshold;let l=await Promise.all([s.data(),i.data()]),a=l[0],c=l[1],{selectedIndices:p}=$l(a,c,t,n,o);return s!==r&&s.dispose(),i!==e&&i.dispose(),ft(p,"int32")}var Ty=dA;function mA(r,e,t,n=.5,o=Number.NEGATIVE_INFINITY,s=0){let i=E(r,"boxes","nonMaxSuppression"),u=E(e,"scores","nonMaxSuppression"),l=Wt(i,u,t,n,o,s);t=l.maxOutputSize,n=l.iouThreshold,o=l.scoreThreshold,s=l.softNmsSigma;let a={boxes:i,scores:u},c={maxOutputSize:t,iouThreshold:n,scoreThreshold:o,softNmsSigma:s},p=T.runKernel(Tn,a,c);return{selectedIndices:p[0],selectedScores:p[1]}}var Ey=D({nonMaxSuppressionWithScore_:mA});async function fA(r,e,t,n=.5,o=Number.NEGATIVE_INFINITY,s=0){let i=E(r,"boxes","nonMaxSuppressionAsync"),u=E(e,"scores","nonMaxSuppressionAsync"),l=Wt(i,u,t,n,o,s);t=l.maxOutputSize,n=l.iouThreshold,o=l.scoreThreshold,s=l.softNmsSigma;let a=await Promise.all([i.data(),u.data()]),c=a[0],p=a[1],{selectedIndices:d,selectedScores:m}=Dl(c,p,t,n,o,s);return i!==r&&i.dispose(),u!==e&&u.dispose(),{selectedIndices:ft(d,"int32"),selectedScores:ft(m)}}var Ry=fA;function hA(r,e,t,n=.5,o=Number.NEGATIVE_INFINITY,s=!1){let i=E(r,"boxes","nonMaxSuppression"),u=E(e,"scores","nonMaxSuppression"),l=Wt(i,u,t,n,o,null),a=l.maxOutputSize,c=l.iouThreshold,p=l.scoreThreshold,d={boxes:i,scores:u},m={maxOutputSize:a,iouThreshold:c,scoreThreshold:p,padToMaxOutputSize:s},f=T.runKernel(kn,d,m);return{selectedIndices:f[0],validOutputs:f[1]}}var Ny=D({nonMaxSuppressionPadded_:hA});async function gA(r,e,t,n=.5,o=Number.NEGATIVE_INFINITY,s=!1){let i=E(r,"boxes","nonMaxSuppressionAsync"),u=E(e,"scores","nonMaxSuppressionAsync"),l=Wt(i,u,t,n,o,null),a=l.maxOutputSize,c=l.iouThreshold,p=l.scoreThreshold,[d,m]=await Promise.all([i.data(),u.data()]),{selectedIndices:f,validOutputs:h}=Fl(d,m,a,c,p,s);return i!==r&&i.dispose(),u!==e&&u.dispose(),{selectedIndices:ft(f,"int32"),validOutputs:He(h,"int32")}}var Ay=gA;function xA(r,e,t=!1,n=!1){let o=E(r,"images","resizeBilinear");$(o.rank===3||o.rank===4,()=>`Error in resizeBilinear: x must be rank 3 or 4, but got rank ${o.rank}.`),$(e.length===2,()=>`Error in resizeBilinear: new shape must 2D, but got shape ${e}.`),$(n===!1||t===!1,()=>"Error in resizeBilinear: If halfPixelCenters is true, alignCorners must be false.");let s=o,i=!1;o.rank===3&&(i=!0,s=Pe(o,[1,o.shape[0],o.shape[1],o.shape[2]]));let[]=e,u={images:s},l={alignCorners:t,halfPixelCenters:n,size:e},a=T.runKernel(An,u,l);return i?Pe(a,[a.shape[1],a.shape[2],a.shape[3]]):a}var $y=D({resizeBilinear_:xA});function bA(r,e,t=!1,n=!1){let o=E(r,"images","resizeNearestNeighbor");$(o.rank===3||o.rank===4,()=>`Error in resizeNearestNeighbor: x must be rank 3 or 4, but got rank ${o.rank}.`),$(e.length===2,()=>`Error in resizeNearestNeighbor: new shape must 2D, but got shape ${e}.`),$(o.dtype==="float32"||o.dtype==="int32",()=>"`images` must have `int32` or `float32` as dtype"),$(n===!1||t===!1,()=>"Error in resizeNearestNeighbor: If halfPixelCenters is true, alignCorners must be false.");let s=o,i=!1;o.rank===3&&(i=!0,s=Pe(o,[1,o.shape[0],o.shape[1],o.shape[2]]));let[]=e,u={images:s},l={alignCorners:t,halfPixelCenters:n,size:e},a=T.runKernel(Nn,u,l);return i?Pe(a,[a.shape[1],a.shape[2],a.shape[3]]):a}var Fy=D({resizeNearestNeighbor_:bA});function yA(r,e="binary",t=!1,n=.5){let o=E(r,"image","threshold"),s=.2989,i=.587,u=.114,l=o.shape[0]*o.shape[1],a=Y(ft([n]),255),c,p,d,m;if($(o.rank===3,()=>`Error in threshold: image must be rank 3,but got rank ${o.rank}.`),$(o.shape[2]===3||o.shape[2]===1,()=>`Error in threshold: image color channel must be equal to 3 or 1but got ${o.shape[2]}.`),$(o.dtype==="int32"||o.dtype==="float32",()=>`Error in dtype: image dtype must be int32 or float32,but got dtype ${o.dtype}.`),$(e==="otsu"||e==="binary",()=>`Method must be binary or otsu, but was ${e}`),o.shape[2]===3){[c,p,d]=my(o,[1,1,1],-1);let g=Y(c,s),x=Y(p,i),y=Y(d,u);m=te(te(g,x),y)}else m=r;if(e==="otsu"){let g=ty(Dt(dy(m),"int32"),Xt([]),256);a=wA(g,l)}let f=t?ay(m,a):_h(m,a);return Dt(Y(f,255),"int32")}function wA(r,e){let t=ft([-1]),n=ft([0]),o=ft([0]),s,i,u,l,a,c;for(let p=0;p<r.size-1;p++){s=Gn(r,0,p+1),i=Gn(r,p+1),a=Fe(Er(s),e),c=Fe(Er(i),e);let d=Er(Y(s,Th(0,s.size)));u=Fe(d,Er(s));let m=kl(i.shape,s.size),f=te(Th(0,i.size),m),h=Y(i,f);l=Fe(Er(h),Er(i));let g=st(u,l),x=st(u,l),y=Y(a,c);o=Y(Y(y,g),x);let C=_h(o,n);n=Ch(C,o,n),t=Ch(C,ft([p]),t)}return t}var Dy=D({threshold_:yA});function CA(r,e,t="nearest",n="constant",o=0,s){let i=E(r,"image","transform","float32"),u=E(e,"transforms","transform","float32");$(i.rank===4,()=>`Error in transform: image must be rank 4,but got rank ${i.rank}.`),$(u.rank===2&&(u.shape[0]===i.shape[0]||u.shape[0]===1)&&u.shape[1]===8,()=>"Error in transform: Input transform should be batch x 8 or 1 x 8"),$(s==null||s.length===2,()=>`Error in transform: outputShape must be [height, width] or null, but got ${s}.`);let l={image:i,transforms:u},a={interpolation:t,fillMode:n,fillValue:o,outputShape:s};return T.runKernel(Fn,l,a)}var My=D({transform_:CA});var Py={flipLeftRight:wy,grayscaleToRGB:Cy,resizeNearestNeighbor:Fy,resizeBilinear:$y,rgbToGrayscale:Iy,rotateWithOffset:vy,cropAndResize:yy,nonMaxSuppression:Sy,nonMaxSuppressionAsync:Ty,nonMaxSuppressionWithScore:Ey,nonMaxSuppressionWithScoreAsync:Ry,nonMaxSuppressionPadded:Ny,nonMaxSuppressionPaddedAsync:Ay,threshold:Dy,transform:My};var IA=new Map,vA=new Map,Ml=class{getClassName(){return this.constructor.className}static fromConfig(e,t){return new e(t)}},Ah=class r{constructor(){this.classNameMap={}}static getMap(){return r.instance==null&&(r.instance=new r),r.instance}static register(e){r.getMap().classNameMap[e.className]=[e,e.fromConfig]}};function Oy(r,e,t){$(r.className!=null,()=>"Class being registered does not have the static className property defined."),$(typeof r.className=="string",()=>"className is required to be a string, but got type "+typeof r.className),$(r.className.length>0,()=>"Class being registered has an empty-string as its className, which is disallowed."),typeof e>"u"&&(e="Custom"),typeof t>"u"&&(t=r.className);let n=t,o=e+">"+n;return Ah.register(r),IA.set(o,r),vA.set(r,o),r}var ht=class extends Ml{minimize(e,t=!1,n){let{value:o,grads:s}=this.computeGradients(e,n);if(n!=null){let i=n.map(u=>({name:u.name,tensor:s[u.name]}));this.applyGradients(i)}else this.applyGradients(s);return Me(s),t?o:(o.dispose(),null)}get iterations(){return this.iterations_==null&&(this.iterations_=0),this.iterations_}incrementIterations(){this.iterations_=this.iterations+1}computeGradients(e,t){return iy(e,t)}dispose(){this.iterations_!=null&&Me(this.iterations_)}async saveIterations(){return this.iterations_==null&&(this.iterations_=0),{name:"iter",tensor:He(this.iterations_,"int32")}}async getWeights(){throw new Error("getWeights() is not implemented for this optimizer yet.")}async setWeights(e){throw new Error(`setWeights() is not implemented for this optimizer class ${this.getClassName()}`)}async extractIterations(e){return this.iterations_=(await e[0].tensor.data())[0],e.slice(1)}};Object.defineProperty(ht,Symbol.hasInstance,{value:r=>r.minimize!=null&&r.computeGradients!=null&&r.applyGradients!=null});var Pl=class extends ht{static get className(){return"Adadelta"}constructor(e,t,n=null){super(),this.learningRate=e,this.rho=t,this.epsilon=n,this.accumulatedGrads=[],this.accumulatedUpdates=[],n==null&&(this.epsilon=T.backend.epsilon())}applyGradients(e){(Array.isArray(e)?e.map(n=>n.name):Object.keys(e)).forEach((n,o)=>{let s=T.registeredVariables[n],i=!1;this.accumulatedGrads[o]==null&&(this.accumulatedGrads[o]={originalName:`${n}/accum_grad`,variable:de(()=>mt(s).variable(i))}),this.accumulatedUpdates[o]==null&&(this.accumulatedUpdates[o]={originalName:`${n}/accum_var`,variable:de(()=>mt(s).variable(i))});let u=Array.isArray(e)?e[o].tensor:e[n];if(u==null)return;let l=this.accumulatedGrads[o].variable,a=this.accumulatedUpdates[o].variable;de(()=>{let c=te(Y(l,this.rho),Y(lt(u),1-this.rho)),p=Y(Fe(Zt(te(a,this.epsilon)),Zt(te(l,this.epsilon))),u),d=te(Y(a,this.rho),Y(lt(p),1-this.rho));l.assign(c),a.assign(d);let m=te(Y(p,-this.learningRate),s);s.assign(m)})}),this.incrementIterations()}dispose(){this.accumulatedUpdates!=null&&(Me(this.accumulatedGrads.map(e=>e.variable)),Me(this.accumulatedUpdates.map(e=>e.variable)))}async getWeights(){let e=[...this.accumulatedGrads,...this.accumulatedUpdates];return[await this.saveIterations()].concat(e.map(t=>({name:t.originalName,tensor:t.variable})))}async setWeights(e){e=await this.extractIterations(e);let t=e.length/2,n=!1;this.accumulatedGrads=e.slice(0,t).map(o=>({originalName:o.name,variable:o.tensor.variable(n)})),this.accumulatedUpdates=e.slice(t,t*2).map(o=>({originalName:o.name,variable:o.tensor.variable(n)}))}getConfig(){return{learningRate:this.learningRate,rho:this.rho,epsilon:this.epsilon}}static fromConfig(e,t){return new e(t.learningRate,t.rho,t.epsilon)}};var Ol=class extends ht{static get className(){return"Adagrad"}constructor(e,t=.1){super(),this.learningRate=e,this.initialAccumulatorValue=t,this.accumulatedGrads=[]}applyGradients(e){(Array.isArray(e)?e.map(n=>n.name):Object.keys(e)).forEach((n,o)=>{let s=T.registeredVariables[n];this.accumulatedGrads[o]==null&&(this.accumulatedGrads[o]={originalName:`${n}/accumulator`,variable:de(()=>kl(s.shape,this.initialAccumulatorValue).variable(!1))});let i=Array.isArray(e)?e[o].tensor:e[n];if(i==null)return;let u=this.accumulatedGrads[o].variable;de(()=>{let l=te(u,lt(i));u.assign(l);let a=te(Y(Fe(i,Zt(te(l,T.backend.epsilon()))),-this.learningRate),s);s.assign(a)})}),this.incrementIterations()}dispose(){this.accumulatedGrads!=null&&Me(this.accumulatedGrads.map(e=>e.variable))}async getWeights(){return[await this.saveIterations()].concat(this.accumulatedGrads.map(e=>({name:e.originalName,tensor:e.variable})))}async setWeights(e){e=await this.extractIterations(e);let t=!1;this.accumulatedGrads=e.map(n=>({originalName:n.name,variable:n.tensor.variable(t)}))}getConfig(){return{learningRate:this.learningRate,initialAccumulatorValue:this.initialAccumulatorValue}}static fromConfig(e,t){return new e(t.learningRate,t.initialAccumulatorValue)}};var Bl=class extends ht{static get className(){return"Adam"}constructor(e,t,n,o=null){super(),this.learningRate=e,this.beta1=t,this.beta2=n,this.epsilon=o,this.accumulatedFirstMoment=[],this.accumulatedSecondMoment=[],de(()=>{this.accBeta1=He(t).variable(),this.accBeta2=He(n).variable()}),o==null&&(this.epsilon=T.backend.epsilon())}applyGradients(e){let t=Array.isArray(e)?e.map(n=>n.name):Object.keys(e);de(()=>{let n=st(1,this.accBeta1),o=st(1,this.accBeta2);t.forEach((s,i)=>{let u=T.registeredVariables[s],l=!1;this.accumulatedFirstMoment[i]==null&&(this.accumulatedFirstMoment[i]={originalName:`${s}/m`,variable:de(()=>mt(u).variable(l))}),this.accumulatedSecondMoment[i]==null&&(this.accumulatedSecondMoment[i]={originalName:`${s}/v`,variable:de(()=>mt(u).variable(l))});let a=Array.isArray(e)?e[i].tensor:e[s];if(a==null)return;let c=this.accumulatedFirstMoment[i].variable,p=this.accumulatedSecondMoment[i].variable,d=te(Y(c,this.beta1),Y(a,1-this.beta1)),m=te(Y(p,this.beta2),Y(lt(a),1-this.beta2)),f=Fe(d,n),h=Fe(m,o);c.assign(d),p.assign(m);let g=te(Y(Fe(f,te(Zt(h),this.epsilon)),-this.learningRate),u);u.assign(g)}),this.accBeta1.assign(Y(this.accBeta1,this.beta1)),this.accBeta2.assign(Y(this.accBeta2,this.beta2))}),this.incrementIterations()}dispose(){this.accBeta1.dispose(),this.accBeta2.dispose(),this.accumulatedFirstMoment!=null&&Me(this.accumulatedFirstMoment.map(e=>e.variable)),this.accumulatedSecondMoment!=null&&Me(this.accumulatedSecondMoment.map(e=>e.variable))}async getWeights(){let e=[...this.accumulatedFirstMoment,...this.accumulatedSecondMoment];return[await this.saveIterations()].concat(e.map(t=>({name:t.originalName,tensor:t.variable})))}async setWeights(e){e=await this.extractIterations(e),de(()=>{this.accBeta1.assign(vh(this.beta1,this.iterations_+1)),this.accBeta2.assign(vh(this.beta2,this.iterations_+1))});let t=e.length/2,n=!1;this.accumulatedFirstMoment=e.slice(0,t).map(o=>({originalName:o.name,variable:o.tensor.variable(n)})),this.accumulatedSecondMoment=e.slice(t,t*2).map(o=>({originalName:o.name,variable:o.tensor.variable(n)}))}getConfig(){return{learningRate:this.learningRate,beta1:this.beta1,beta2:this.beta2,epsilon:this.epsilon}}static fromConfig(e,t){return new e(t.learningRate,t.beta1,t.beta2,t.epsilon)}};var Ll=class extends ht{static get className(){return"Adamax"}constructor(e,t,n,o=null,s=0){super(),this.learningRate=e,this.beta1=t,this.beta2=n,this.epsilon=o,this.decay=s,this.accumulatedFirstMoment=[],this.accumulatedWeightedInfNorm=[],de(()=>{this.iteration=He(0).variable(),this.accBeta1=He(t).variable()}),o==null&&(this.epsilon=T.backend.epsilon())}applyGradients(e){let t=Array.isArray(e)?e.map(n=>n.name):Object.keys(e);de(()=>{let n=st(1,this.accBeta1),o=Fe(-this.learningRate,te(Y(this.iteration,this.decay),1));t.forEach((s,i)=>{let u=T.registeredVariables[s],l=!1;this.accumulatedFirstMoment[i]==null&&(this.accumulatedFirstMoment[i]={originalName:`${s}/m`,variable:mt(u).variable(l)}),this.accumulatedWeightedInfNorm[i]==null&&(this.accumulatedWeightedInfNorm[i]={originalName:`${s}/v`,variable:mt(u).variable(l)});let a=Array.isArray(e)?e[i].tensor:e[s];if(a==null)return;let c=this.accumulatedFirstMoment[i].variable,p=this.accumulatedWeightedInfNorm[i].variable,d=te(Y(c,this.beta1),Y(a,1-this.beta1)),m=Y(p,this.beta2),f=Aa(a),h=uy(m,f);c.assign(d),p.assign(h);let g=te(Y(Fe(o,n),Fe(d,te(h,this.epsilon))),u);u.assign(g)}),this.iteration.assign(te(this.iteration,1)),this.accBeta1.assign(Y(this.accBeta1,this.beta1))}),this.incrementIterations()}dispose(){this.accBeta1.dispose(),this.iteration.dispose(),this.accumulatedFirstMoment!=null&&Me(this.accumulatedFirstMoment.map(e=>e.variable)),this.accumulatedWeightedInfNorm!=null&&Me(this.accumulatedWeightedInfNorm.map(e=>e.variable))}async getWeights(){throw new Error("getWeights() is not implemented for Adamax yet.")}async setWeights(e){throw new Error("setWeights() is not implemented for Adamax yet.")}getConfig(){return{learningRate:this.learningRate,beta1:this.beta1,beta2:this.beta2,epsilon:this.epsilon,decay:this.decay}}static fromConfig(e,t){return new e(t.learningRate,t.beta1,t.beta2,t.epsilon,t.decay)}};var is=class extends ht{static get className(){return"SGD"}constructor(e){super(),this.learningRate=e,this.setLearningRate(e)}applyGradients(e){(Array.isArray(e)?e.map(n=>n.name):Object.keys(e)).forEach((n,o)=>{let s=Array.isArray(e)?e[o].tensor:e[n];if(s==null)return;let i=T.registeredVariables[n];de(()=>{let u=te(Y(this.c,s),i);i.assign(u)})}),this.incrementIterations()}setLearningRate(e){this.learningRate=e,this.c!=null&&this.c.dispose(),this.c=$b(He(-e))}dispose(){this.c.dispose()}async getWeights(){return[await this.saveIterations()]}async setWeights(e){if(e=await this.extractIterations(e),e.length!==0)throw new Error("SGD optimizer does not have settable weights.")}getConfig(){return{learningRate:this.learningRate}}static fromConfig(e,t){return new e(t.learningRate)}};var Ul=class extends is{static get className(){return"Momentum"}constructor(e,t,n=!1){super(e),this.learningRate=e,this.momentum=t,this.useNesterov=n,this.accumulations=[],this.m=He(this.momentum)}applyGradients(e){(Array.isArray(e)?e.map(n=>n.name):Object.keys(e)).forEach((n,o)=>{let s=T.registeredVariables[n];this.accumulations[o]==null&&(this.accumulations[o]={originalName:`${n}/momentum`,variable:de(()=>mt(s).variable(!1))});let i=this.accumulations[o].variable,u=Array.isArray(e)?e[o].tensor:e[n];u!=null&&de(()=>{let l,a=te(Y(this.m,i),u);this.useNesterov?l=te(Y(this.c,te(u,Y(a,this.m))),s):l=te(Y(this.c,a),s),i.assign(a),s.assign(l)})}),this.incrementIterations()}dispose(){this.m.dispose(),this.accumulations!=null&&Me(this.accumulations.map(e=>e.variable))}setMomentum(e){this.momentum=e}async getWeights(){return[await this.saveIterations()].concat(this.accumulations.map(e=>({name:e.originalName,tensor:e.variable})))}async setWeights(e){e=await this.extractIterations(e);let t=!1;this.accumulations=e.map(n=>({originalName:n.name,variable:n.tensor.variable(t)}))}getConfig(){return{learningRate:this.learningRate,momentum:this.momentum,useNesterov:this.useNesterov}}static fromConfig(e,t){return new e(t.learningRate,t.momentum,t.useNesterov)}};var Wl=class extends ht{static get className(){return"RMSProp"}constructor(e,t=.9,n=0,o=null,s=!1){if(super(),this.learningRate=e,this.decay=t,this.momentum=n,this.epsilon=o,this.accumulatedMeanSquares=[],this.accumulatedMoments=[],this.accumulatedMeanGrads=[],this.centered=s,o==null&&(this.epsilon=T.backend.epsilon()),e==null)throw new Error("learningRate for RMSPropOptimizer must be defined.")}applyGradients(e){(Array.isArray(e)?e.map(n=>n.name):Object.keys(e)).forEach((n,o)=>{let s=T.registeredVariables[n],i=!1;this.accumulatedMeanSquares[o]==null&&(this.accumulatedMeanSquares[o]={originalName:`${n}/rms`,variable:de(()=>mt(s).variable(i))}),this.accumulatedMoments[o]==null&&(this.accumulatedMoments[o]={originalName:`${n}/momentum`,variable:de(()=>mt(s).variable(i))}),this.accumulatedMeanGrads[o]==null&&this.centered&&(this.accumulatedMeanGrads[o]={originalName:`${n}/mg`,variable:de(()=>mt(s).variable(i))});let u=Array.isArray(e)?e[o].tensor:e[n];if(u==null)return;let l=this.accumulatedMeanSquares[o].variable,a=this.accumulatedMoments[o].variable;de(()=>{let c=te(Y(l,this.decay),Y(lt(u),1-this.decay));if(this.centered){let p=this.accumulatedMeanGrads[o].variable,d=te(Y(p,this.decay),Y(u,1-this.decay)),m=Fe(Y(u,this.learningRate),Zt(st(c,te(lt(d),this.epsilon)))),f=te(Y(a,this.momentum),m);l.assign(c),p.assign(d),a.assign(f);let h=st(s,f);s.assign(h)}else{let p=te(Y(l,this.decay),Y(lt(u),1-this.decay)),d=te(Y(a,this.momentum),Fe(Y(u,this.learningRate),Zt(te(p,this.epsilon))));l.assign(p),a.assign(d);let m=st(s,d);s.assign(m)}})}),this.incrementIterations()}dispose(){this.accumulatedMeanSquares!=null&&Me(this.accumulatedMeanSquares.map(e=>e.variable)),this.accumulatedMeanGrads!=null&&this.centered&&Me(this.accumulatedMeanGrads.map(e=>e.variable)),this.accumulatedMoments!=null&&Me(this.accumulatedMoments.map(e=>e.variable))}async getWeights(){let e=[...this.accumulatedMeanSquares,...this.accumulatedMoments];return this.centered&&e.push(...this.accumulatedMeanGrads),[await this.saveIterations()].concat(e.map(t=>({name:t.originalName,tensor:t.variable})))}async setWeights(e){e=await this.extractIterations(e);let t=this.centered?e.length/3:e.length/2,n=!1;this.accumulatedMeanSquares=e.slice(0,t).map(o=>({originalName:o.name,variable:o.tensor.variable(n)})),this.accumulatedMoments=e.slice(t,t*2).map(o=>({originalName:o.name,variable:o.tensor.variable(n)})),this.centered&&(this.accumulatedMeanGrads=e.slice(t*2,t*3).map(o=>({originalName:o.name,variable:o.tensor.variable(n)})))}getConfig(){return{learningRate:this.learningRate,decay:this.decay,momentum:this.momentum,epsilon:this.epsilon,centered:this.centered}}static fromConfig(e,t){return new e(t.learningRate,t.decay,t.momentum,t.epsilon,t.centered)}};var SA=[Pl,Ol,Bl,Ll,Ul,Wl,is];function By(){for(let r of SA)Oy(r)}var _A="model",kA=".json",TA=".weights.bin";function Ly(r){return new Promise(e=>setTimeout(e)).then(r)}var us=class r{constructor(e){if(!S().getBool("IS_BROWSER"))throw new Error("browserDownloads() cannot proceed because the current environment is not a browser.");e.startsWith(r.URL_SCHEME)&&(e=e.slice(r.URL_SCHEME.length)),(e==null||e.length===0)&&(e=_A),this.modelJsonFileName=e+kA,this.weightDataFileName=e+TA}async save(e){if(typeof document>"u")throw new Error("Browser downloads are not supported in this environment since `document` is not present");let t=_t.join(e.weightData),n=window.URL.createObjectURL(new Blob([t],{type:"application/octet-stream"}));if(e.modelTopology instanceof ArrayBuffer)throw new Error("BrowserDownloads.save() does not support saving model topology in binary formats yet.");{let o=[{paths:["./"+this.weightDataFileName],weights:e.weightSpecs}],s=yl(e,o),i=window.URL.createObjectURL(new Blob([JSON.stringify(s)],{type:"application/json"})),u=this.modelJsonAnchor==null?document.createElement("a"):this.modelJsonAnchor;if(u.download=this.modelJsonFileName,u.href=i,await Ly(()=>u.dispatchEvent(new MouseEvent("click"))),e.weightData!=null){let l=this.weightDataAnchor==null?document.createElement("a"):this.weightDataAnchor;l.download=this.weightDataFileName,l.href=n,await Ly(()=>l.dispatchEvent(new MouseEvent("click")))}return{modelArtifactsInfo:Sr(e)}}}};us.URL_SCHEME="downloads://";var EA=r=>S().getBool("IS_BROWSER")&&!Array.isArray(r)&&r.startsWith(us.URL_SCHEME)?RA(r.slice(us.URL_SCHEME.length)):null;kt.registerSaveRouter(EA);function RA(r="model"){return new us(r)}function $h(r,e,t,n){i(r),t=t??0,n=n??1,u(t,n);let o=0,s=l=>(l.then(a=>{let c=t+ ++o/r.length*(n-t);return e(c),a}),l);function i(l){$(l!=null&&Array.isArray(l)&&l.length>0,()=>"promises must be a none empty array")}function u(l,a){$(l>=0&&l<=1,()=>`Progress fraction must be in range [0, 1], but got startFraction ${l}`),$(a>=0&&a<=1,()=>`Progress fraction must be in range [0, 1], but got endFraction ${a}`),$(a>=l,()=>`startFraction must be no more than endFraction, but got startFraction ${l} and endFraction ${a}`)}return Promise.all(r.map(s))}async function Uy(r,e){e==null&&(e={});let t=e.fetchFunc==null?S().platform.fetch:e.fetchFunc,n=r.map(p=>t(p,e.requestInit,{isBinary:!0})),u=(e.onProgress==null?await Promise.all(n):await $h(n,e.onProgress,0,.5)).map(p=>p.arrayBuffer());return e.onProgress==null?await Promise.all(u):await $h(u,e.onProgress,.5,1)}function Wy(r,e){var t;let n=e.fetchFunc==null?S().platform.fetch:e.fetchFunc,o=0,s;return(t=e.onProgress)===null||t===void 0||t.call(e,0),new ReadableStream({pull:async i=>{for(var u;o<r.length;){s||(s=(await n(r[o],e.requestInit,{isBinary:!0})).body.getReader());let{done:l,value:a}=await s.read();if(l){o++,s=void 0,(u=e.onProgress)===null||u===void 0||u.call(e,o/r.length);continue}i.enqueue(a);return}i.close()}})}var AA="application/octet-stream",$A="application/json",za=class{constructor(e,t){if(this.DEFAULT_METHOD="POST",t==null&&(t={}),this.weightPathPrefix=t.weightPathPrefix,this.weightUrlConverter=t.weightUrlConverter,t.fetchFunc!=null?($(typeof t.fetchFunc=="function",()=>"Must pass a function that matches the signature of `fetch` (see https://developer.mozilla.org/en-US/docs/Web/API/Fetch_API)"),this.fetch=t.fetchFunc):this.fetch=S().platform.fetch,$(e!=null&&e.length>0,()=>"URL path for http must not be null, undefined or empty."),Array.isArray(e)&&$(e.length===2,()=>`URL paths for http must have a length of 2, (actual length is ${e.length}).`),this.path=e,t.requestInit!=null&&t.requestInit.body!=null)throw new Error("requestInit is expected to have no pre-existing body, but has one.");this.requestInit=t.requestInit||{},this.loadOptions=t}async save(e){if(e.modelTopology instanceof ArrayBuffer)throw new Error("BrowserHTTPRequest.save() does not support saving model topology in binary formats yet.");let t=Object.assign({method:this.DEFAULT_METHOD},this.requestInit);t.body=new FormData;let n=[{paths:["./model.weights.bin"],weights:e.weightSpecs}],o=yl(e,n);if(t.body.append("model.json",new Blob([JSON.stringify(o)],{type:$A}),"model.json"),e.weightData!=null){let i=_t.join(e.weightData);t.body.append("model.weights.bin",new Blob([i],{type:AA}),"model.weights.bin")}let s=await this.fetch(this.path,t);if(s.ok)return{modelArtifactsInfo:Sr(e),responses:[s]};throw new Error(`BrowserHTTPRequest.save() failed due to HTTP response status ${s.status}.`)}async loadModelJSON(){let e=await this.fetch(this.path,this.requestInit);if(!e.ok)throw new Error(`Request to ${this.path} failed with status code ${e.status}. Please verify this URL points to the model JSON of the model to load.`);let t;try{t=await e.json()}catch{let i=`Failed to parse model JSON of response from ${this.path}.`;throw this.path.endsWith(".pb")?i+=" Your path contains a .pb file extension. Support for .pb models have been removed in TensorFlow.js 1.0 in favor of .json models. You can re-convert your Python TensorFlow model using the TensorFlow.js 1.0 conversion scripts or you can convert your.pb models with the 'pb2json'NPM script in the tensorflow/tfjs-converter repository.":i+=" Please make sure the server is serving valid JSON for this request.",new Error(i)}let n=t.modelTopology,o=t.weightsManifest;if(n==null&&o==null)throw new Error(`The JSON from HTTP path ${this.path} contains neither model topology or manifest for weights.`);return t}async load(){if(this.loadOptions.streamWeights)return this.loadStream();let e=await this.loadModelJSON();return wl(e,t=>this.loadWeights(t))}async loadStream(){let e=await this.loadModelJSON(),t=await this.getWeightUrls(e.weightsManifest),n=Cl(e.weightsManifest),o=()=>Wy(t,this.loadOptions);return Object.assign(Object.assign({},e),{weightSpecs:n,getWeightStream:o})}async getWeightUrls(e){let t=Array.isArray(this.path)?this.path[1]:this.path,[n,o]=FA(t),s=this.weightPathPrefix||n,i=[],u=[];for(let l of e)for(let a of l.paths)this.weightUrlConverter!=null?u.push(this.weightUrlConverter(a)):i.push(s+a+o);return this.weightUrlConverter&&i.push(...await Promise.all(u)),i}async loadWeights(e){let t=await this.getWeightUrls(e),n=Cl(e),o=await Uy(t,this.loadOptions);return[n,o]}};za.URL_SCHEME_REGEX=/^https?:\/\//;function FA(r){let e=r.lastIndexOf("/"),t=r.lastIndexOf("?"),n=r.substring(0,e),o=t>e?r.substring(t):"";return[n+"/",o]}function Fh(r){return r.match(za.URL_SCHEME_REGEX)!=null}var Vy=(r,e)=>{if(typeof fetch>"u"&&(e==null||e.fetchFunc==null))return null;{let t=!0;if(Array.isArray(r)?t=r.every(n=>Fh(n)):t=Fh(r),t)return Gy(r,e)}return null};kt.registerSaveRouter(Vy);kt.registerLoadRouter(Vy);function Gy(r,e){return new za(r,e)}var Vl={};rr(Vl,{prepareAndValidate:()=>zy});function zy(r,e){let t=r.shape.length,n=e.shape.length;if(t<1)throw new Error(`tf.gatherND() expects the input to be rank 1 or higher, but the rank was ${t}.`);if(n<1)throw new Error(`tf.gatherND() expects the indices to be rank 1 or higher, but the rank was ${n}.`);if(e.dtype!=="int32")throw new Error(`tf.gatherND() expects the indices to be int32 type, but the dtype was ${e.dtype}.`);if(e.shape[n-1]>t)throw new Error(`index innermost dimension length must be <= tensor rank; saw: ${e.shape[n-1]} vs. ${t}`);if($e(r.shape)===0)throw new Error(`Requested more than 0 entries, but input is empty. Input shape: ${r.shape}.`);let o=e.shape,s=o[o.length-1],i=1;for(let p=0;p<o.length-1;++p)i*=o[p];let u=r.shape,l=o.slice();l.pop();let a=1;for(let p=s;p<t;++p)a*=u[p],l.push(u[p]);let c=[...nr(r.shape).map(p=>p/a),1].slice(0,s);return[l,i,a,c]}var Le={};rr(Le,{assertParamsValid:()=>PA,computeFlatOffset:()=>WA,computeOutShape:()=>BA,getNormalizedAxes:()=>LA,isSliceContinous:()=>UA,maskToAxes:()=>OA,parseSliceParams:()=>VA,sliceInfo:()=>GA,startForAxis:()=>Zy,startIndicesWithElidedDims:()=>Xy,stopForAxis:()=>Jy,stopIndicesWithElidedDims:()=>Yy,stridesForAxis:()=>Qy,stridesWithElidedDims:()=>qy});var Dh=-2,MA=-1;function PA(r,e,t){let n=r.shape.length;$(n===e.length,()=>`Error in slice${n}D: Length of begin ${e} must match the rank of the array (${n}).`),$(n===t.length,()=>`Error in slice${n}D: Length of size ${t} must match the rank of the array (${n}).`);for(let o=0;o<n;++o)$(e[o]+t[o]<=r.shape[o],()=>`Error in slice${n}D: begin[${o}] + size[${o}] (${e[o]+t[o]}) would overflow input.shape[${o}] (${r.shape[o]})`)}function OA(r){let e=[],t=0;for(;r>0;)r&1&&e.push(t),r/=2,t++;return e}function BA(r,e,t){let n=[];for(let o=0;o<r.length;o++)n[o]=Math.ceil((e[o]-r[o])/t[o]);return n}function qy(r,e,t,n){let o=[...r];for(let s=o.length;s<n.length;s++)o.push(1);for(let s=0;s<t;s++)s===0?o[e]=1:(o.splice(e,0,1),o.pop());return o}function Ky(r,e,t){return t<=r?t:t-(e-1)}function jy(r,e){let t=[];for(let n=0;n<r;n++)t.push(e+n);return t}function LA(r,e,t,n,o,s,i,u,l){let a=r.length,c=new Array(a),p=new Array(a),d=new Array(a);if(e.length&&t>0){let m=e[0],f=t+1;c=Xy(i,m,f,n,r),p=Yy(u,m,f,o,r),d=qy(s,m,f,r)}else for(let m=0;m<a;m++)c[m]=Zy(i,n,s,r,m,l),p[m]=Jy(u,o,s,r,m,l),d[m]=Qy(s,m,l);return{begin:c,end:p,strides:d}}function Xy(r,e,t,n,o){let s=[...o],i=jy(t,e);for(let u=0;u<s.length;u++)if(i.indexOf(u)>-1)s[u]=0;else{let l=Ky(e,t,u),a=n[l];r&1<<l&&(a=0),s[u]=a}return s}function Yy(r,e,t,n,o){let s=[...o],i=jy(t,e);for(let u=0;u<s.length;u++)if(i.indexOf(u)>-1)s[u]=Number.MAX_SAFE_INTEGER;else{let l=Ky(e,t,u),a=n[l];r&1<<l&&(a=Number.MAX_SAFE_INTEGER),s[u]=a}for(let u=0;u<s.length;u++){let l=o[u];s[u]<0&&(s[u]+=l),s[u]=ho(0,s[u],o[u])}return s}function Qy(r,e,t){let n=r[e];return(t&1<<e||n==null)&&(n=1),n}function Zy(r,e,t,n,o,s){let i=e[o],u=t[o]||1;(r&1<<o||s&1<<o||i==null)&&(u>0?i=Number.MIN_SAFE_INTEGER:i=Number.MAX_SAFE_INTEGER);let l=n[o];return i<0&&(i+=l),i=ho(0,i,l-1),i}function Jy(r,e,t,n,o,s){let i=e[o],u=t[o]||1;(r&1<<o||s&1<<o||i==null)&&(u>0?i=Number.MAX_SAFE_INTEGER:i=Number.MIN_SAFE_INTEGER);let l=n[o];return i<0&&(i+=l),u>0?i=ho(0,i,l):i=ho(-1,i,l-1),i}function UA(r,e,t){let n=t.length;for(let o=0;o<t.length;o++)if(t[o]>1){n=o;break}for(let o=n+1;o<t.length;o++)if(e[o]>0||t[o]!==r[o])return!1;return!0}function WA(r,e){let t=r.length>0?r[r.length-1]:1;for(let n=0;n<r.length-1;n++)t+=r[n]*e[n];return t}function VA(r,e,t){let n,o=r.shape.length;typeof e=="number"?n=[e,...new Array(o-1).fill(0)]:e.length<o?n=e.concat(new Array(o-e.length).fill(0)):n=e.slice(),n.forEach(i=>{$(i!==-1,()=>"slice() does not support negative begin indexing.")});let s;return t==null?s=new Array(o).fill(-1):typeof t=="number"?s=[t,...new Array(o-1).fill(-1)]:t.length<o?s=t.concat(new Array(o-t.length).fill(-1)):s=t,s=s.map((i,u)=>i>=0?i:($(i===-1,()=>`Negative size values should be exactly -1 but got ${i} for the slice() size at index ${u}.`),r.shape[u]-n[u])),[n,s]}function GA(r,e,t,n,o,s,i,u,l){let a;if(n==null?(a=new Array(e.length),a.fill(1)):a=n,i!=null&&(i&i-1)!==0)throw new Error("Multiple ellipses in slice is not allowed.");let c=!1,p={dims:a.length,numAddAxisAfterEllipsis:0,begin:e.slice(),end:t.slice(),strides:a.slice(),beginMask:o,endMask:s,ellipsisMask:i,newAxisMask:u,shrinkAxisMask:l};for(let C=0;C<p.dims;C++)c&&(1<<C&u)!==0&&p.numAddAxisAfterEllipsis++,1<<C&i&&(c=!0);c||(p.ellipsisMask|=1<<p.dims,p.dims++);let d={dims:r.length,beginMask:0,endMask:0,beginValid:!1,endValid:!1};zA(p,d);let m=!0,f=!0,h=!0,g=[],x=[];for(let C=0;C<r.length;++C){if(d.strides[C]===0)throw Error(`strides[${C}] must be non-zero`);let I=!!(d.shrinkAxisMask&1<<C),_=r[C];if(_===-1){g.push(I?1:-1);continue}let A=[d.beginMask&1<<C,d.endMask&1<<C],N=[d.strides[C]>0?0:-1,d.strides[C]>0?_:_-1];if(I&&d.strides[C]<=0)throw Error("only stride 1 allowed on non-range indexing.");h=h&&d.strides[C]===1;let F=!!(d.beginMask&1<<C&&d.endMask&1<<C);if(d.beginValid&&d.endValid){if(I){let j=d.begin[C]<0?_+d.begin[C]:d.begin[C];if(d.begin[C]=j,d.end[C]=d.begin[C]+1,j<0||j>=_)throw Error(`slice index ${d.begin[C]} of dimension ${C} out of bounds.`)}else d.begin[C]=Hy(d.begin[C],0,d.strides[C],_,A,N),d.end[C]=Hy(d.end[C],1,d.strides[C],_,A,N);let q=d.strides[C]===1&&d.begin[C]===0&&d.end[C]===_;m=m&&q,f=f&&(C===0&&d.strides[C]===1||q)}else m=m&&d.strides[C]===1&&F,f=f&&(C===0&&d.strides[C]===1||F);let O,B=!1;if(d.beginValid&&d.endValid?(O=d.end[C]-d.begin[C],B=!0):I?(O=1,B=!0):F&&_>=0&&(d.strides[C]<0?O=-_:O=_,B=!0),B){let q;O===0||O<0!=d.strides[C]<0?q=0:q=Math.trunc(O/d.strides[C])+(O%d.strides[C]!==0?1:0),g.push(q)}else g.push(-1)}for(let C=0;C<d.finalShapeGatherIndices.length;++C){let I=d.finalShapeGatherIndices[C];I>=0?x.push(g[I]):I===Dh&&x.push(1)}return{finalShapeSparse:x.filter((C,I)=>d.finalShapeGatherIndices[I]!==Dh),finalShape:x,isIdentity:m,sliceDim0:f,isSimpleSlice:h,begin:d.begin,end:d.end,strides:d.strides}}function zA(r,e){e.beginMask=0,e.endMask=0,e.shrinkAxisMask=0;let t=0;e.beginValid=r.begin!=null,e.endValid=r.end!=null,e.begin=new Array(e.dims),e.end=new Array(e.dims),e.strides=new Array(e.dims),e.finalShapeGatherIndices=[],e.finalShapeGatherIndicesSparse=[],e.inputShapeGatherIndicesSparse=new Array(e.dims);for(let n=0;n<r.dims;n++)if(1<<n&r.ellipsisMask){let o=Math.min(e.dims-(r.dims-n)+1+r.numAddAxisAfterEllipsis,e.dims);for(;t<o;t++)e.begin[t]=0,e.end[t]=0,e.strides[t]=1,e.beginMask|=1<<t,e.endMask|=1<<t,e.finalShapeGatherIndices.push(t),e.finalShapeGatherIndicesSparse.push(-1),e.inputShapeGatherIndicesSparse[t]=n}else if(1<<n&r.newAxisMask)e.finalShapeGatherIndices.push(Dh),e.finalShapeGatherIndicesSparse.push(-1);else{if(t===e.begin.length)throw Error(`Index out of range using input dim ${t}; input has only ${e.dims} dims, ${e.begin.length}.`);r.begin!=null&&(e.begin[t]=r.begin[n]),r.end!=null&&(e.end[t]=r.end[n]),e.strides[t]=r.strides[n],r.beginMask&1<<n&&(e.beginMask|=1<<t),r.endMask&1<<n&&(e.endMask|=1<<t),r.shrinkAxisMask&1<<n?(e.finalShapeGatherIndices.push(MA),e.finalShapeGatherIndicesSparse.push(-1),e.shrinkAxisMask|=1<<t):(e.finalShapeGatherIndices.push(t),e.finalShapeGatherIndicesSparse.push(n)),e.inputShapeGatherIndicesSparse[t]=n,t++}}function Hy(r,e,t,n,o,s){if(o[e])return t>0?s[e]:s[e+1&1];{let i=r<0?n+r:r;return i<s[0]?s[0]:i>s[1]?s[1]:i}}var HA=typeof requestAnimationFrame<"u"?requestAnimationFrame:typeof setImmediate<"u"?setImmediate:r=>r();function Mh(){return new Promise(r=>HA(()=>r()))}var w={};rr(w,{ERF_A1:()=>u$,ERF_A2:()=>l$,ERF_A3:()=>c$,ERF_A4:()=>p$,ERF_A5:()=>d$,ERF_P:()=>i$,PARALLELIZE_THRESHOLD:()=>Gl,RowPartitionType:()=>ir,SELU_SCALE:()=>a$,SELU_SCALEALPHA:()=>s$,applyActivation:()=>JN,assertAndGetBroadcastShape:()=>Qt,assertAxesAreInnerMostDims:()=>CN,assertParamsConsistent:()=>qA,assignToTypedArray:()=>b$,axesAreInnerMostDims:()=>Ih,calculateShapes:()=>gy,checkEinsumDimSizes:()=>S$,checkPadOnDimRoundingMode:()=>Da,combineLocations:()=>ny,combineRaggedTensorToTensorShapes:()=>jA,complexWithEvenIndex:()=>h$,complexWithOddIndex:()=>g$,computeConv2DInfo:()=>hh,computeConv3DInfo:()=>Qb,computeDefaultPad:()=>gh,computeDilation2DInfo:()=>ZR,computeOptimalWindowSize:()=>ZA,computeOutAndReduceShapes:()=>yN,computeOutShape:()=>KA,computePool2DInfo:()=>JR,computePool3DInfo:()=>eN,convertConv2DDataFormat:()=>Zb,decodeEinsumEquation:()=>I$,eitherStridesOrDilationsAreOne:()=>xh,expandShapeToKeepDim:()=>wN,exponent:()=>w$,exponents:()=>y$,fromStringArrayToUint8:()=>H$,fromUint8ToStringArray:()=>z$,getAxesPermutation:()=>IN,getBroadcastDims:()=>ry,getComplexWithIndex:()=>x$,getEinsumComputePath:()=>_$,getEinsumPermutation:()=>v$,getFusedBiasGradient:()=>ZN,getFusedDyActivation:()=>QN,getImageCenter:()=>JA,getInnerMostAxes:()=>SN,getPermuted:()=>t$,getRaggedRank:()=>YA,getReductionAxes:()=>El,getReshaped:()=>e$,getReshapedPermuted:()=>r$,getRowPartitionTypesHelper:()=>XA,getSliceBeginCoords:()=>n$,getSliceSize:()=>o$,getSparseFillEmptyRowsIndicesDenseShapeMismatch:()=>R$,getSparseFillEmptyRowsNegativeIndexErrorMessage:()=>N$,getSparseFillEmptyRowsOutOfRangeIndexErrorMessage:()=>A$,getSparseReshapeEmptyTensorZeroOutputDimErrorMessage:()=>D$,getSparseReshapeInputOutputMismatchErrorMessage:()=>P$,getSparseReshapeInputOutputMultipleErrorMessage:()=>M$,getSparseReshapeMultipleNegativeOneOutputDimErrorMessage:()=>$$,getSparseReshapeNegativeOutputDimErrorMessage:()=>F$,getSparseSegmentReductionIndicesOutOfRangeErrorMessage:()=>U$,getSparseSegmentReductionNegativeSegmentIdsErrorMessage:()=>O$,getSparseSegmentReductionNonIncreasingSegmentIdsErrorMessage:()=>B$,getSparseSegmentReductionSegmentIdOutOfRangeErrorMessage:()=>L$,getUndoAxesPermutation:()=>vN,isIdentityPermutation:()=>k$,log:()=>lR,mergeRealAndImagArrays:()=>m$,prepareAndValidate:()=>zy,prepareSplitSize:()=>E$,segment_util:()=>Oh,shouldFuse:()=>eA,slice_util:()=>Le,splitRealAndImagArrays:()=>f$,stridesOrDilationsArePositive:()=>Sl,tupleValuesAreOne:()=>fh,upcastType:()=>ot,validateDefaultValueShape:()=>QA,validateInput:()=>hy,validateUpdateShape:()=>Rh,warn:()=>Ir});function qA(r,e){let t=r[0].length;r.forEach((o,s)=>{$(o.length===t,()=>`Error in concat${t}D: rank of tensors[${s}] must be the same as the rank of the rest (${t})`)}),$(e>=0&&e<t,()=>`Error in concat${t}D: axis must be between 0 and ${t-1}.`);let n=r[0];r.forEach((o,s)=>{for(let i=0;i<t;i++)$(i===e||o[i]===n[i],()=>`Error in concat${t}D: Shape of tensors[${s}] (${o}) does not match the shape of the rest (${n}) along the non-concatenated axis ${s}.`)})}function KA(r,e){let t=r[0].slice();for(let n=1;n<r.length;n++)t[e]+=r[n][e];return t}var ir;(function(r){r[r.FIRST_DIM_SIZE=0]="FIRST_DIM_SIZE",r[r.VALUE_ROWIDS=1]="VALUE_ROWIDS",r[r.ROW_LENGTHS=2]="ROW_LENGTHS",r[r.ROW_SPLITS=3]="ROW_SPLITS",r[r.ROW_LIMITS=4]="ROW_LIMITS",r[r.ROW_STARTS=5]="ROW_STARTS"})(ir||(ir={}));function jA(r,e,t){let n=new Array;if(t==null&&e==null)return n;if(e==null)for(;n.length<r+t.length;)n.push(-1);else n=e.slice();if(t==null)return n;if(r+t.length!==n.length)throw new Error(`rt input.shape and shape=${e} are incompatible: rt input.rank = ${r+t.length}, but shape.rank = ${n.length}`);for(let o=1;o<t.length;++o){let s=t[o],i=n[n.length-t.length+o],u=n[i];if(s>=0)if(u>=0){if(u!==s)throw new Error(`rt input.shape and shape=${e} are incompatible: rt input.shape[${o+r}] = ${s} but shape[${o+r}] = ${u}`)}else n[i]=s}return n}function XA(r){let e={FIRST_DIM_SIZE:ir.FIRST_DIM_SIZE,VALUE_ROWIDS:ir.VALUE_ROWIDS,ROW_LENGTHS:ir.ROW_LENGTHS,ROW_SPLITS:ir.ROW_SPLITS,ROW_LIMITS:ir.ROW_LIMITS,ROW_STARTS:ir.ROW_STARTS},t=[];for(let n of r)if(n in e)t.push(e[n]);else break;return t}function YA(r){return r.length===0?0:r[0]===ir.FIRST_DIM_SIZE?r.length-1:r.length}function QA(r,e){if(r==null||e==null)return;let t=r.length,n=e.length;if(t>=n)throw new Error(`defaultValue.shape=${r} and ragged tensor flatValues.shape=${e}, are incompatible: defaultValue.rank = ${t} must be less than ragged tensor input flatValues.rank = ${n})`);for(let o=0;o<Math.min(t,n-1);++o){let s=r[o],i=e[o+1];if(s>=0&&i>=0&&s!==1&&s!==i)throw new Error(`defaultValue.shape=${r}, and ragged tensor input flatValues.shape=${e} are incompatible: defaultValue.shape[${o-r.length}] = ${s} but ragged tensor input.flatValues.shape[${o-r.length}] = ${i}`)}}var Gl=30;function ZA(r){return r<=Gl?r:wo(r,Math.floor(Math.sqrt(r)))}function JA(r,e,t){let n=t*(typeof r=="number"?r:r[0]),o=e*(typeof r=="number"?r:r[1]);return[n,o]}function e$(r,e,t,n=!0){let o=[];if(n)o=o.concat(e.slice(0)),o.push(r[0]/t),o=o.concat(r.slice(1));else{o=o.concat(r[0]);let s=e.length;for(let i=0;i<s;++i)o=o.concat([r[i+1]/e[i],e[i]]);o=o.concat(r.slice(s+1))}return o}function t$(r,e,t=!0){let n=[];if(t){n.push(e);for(let o=e+1;o<r;++o)o<=2*e?(n.push(o),n.push(o-(e+1))):n.push(o)}else{let o=[],s=[];for(let i=1;i<r;++i)i>=e*2+1||i%2===1?s.push(i):o.push(i);n.push(...o),n.push(0),n.push(...s)}return n}function r$(r,e,t,n=!0){let o=[];n?o.push(r[0]/t):o.push(r[0]*t);for(let s=1;s<r.length;++s)s<=e.length?n?o.push(e[s-1]*r[s]):o.push(r[s]/e[s-1]):o.push(r[s]);return o}function n$(r,e){let t=[0];for(let n=0;n<e;++n)t.push(r[n][0]);return t}function o$(r,e,t){let n=r.slice(0,1);for(let o=0;o<t;++o)n.push(r[o+1]-e[o][0]-e[o][1]);return n}var s$=1.7580993408473768,a$=1.0507009873554805;var i$=.3275911,u$=.254829592,l$=-.284496736,c$=1.421413741,p$=-1.453152027,d$=1.061405429;function m$(r,e){if(r.length!==e.length)throw new Error(`Cannot merge real and imag arrays of different lengths. real:${r.length}, imag: ${e.length}.`);let t=new Float32Array(r.length*2);for(let n=0;n<t.length;n+=2)t[n]=r[n/2],t[n+1]=e[n/2];return t}function f$(r){let e=new Float32Array(r.length/2),t=new Float32Array(r.length/2);for(let n=0;n<r.length;n+=2)e[n/2]=r[n],t[n/2]=r[n+1];return{real:e,imag:t}}function h$(r){let e=Math.ceil(r.length/4),t=new Float32Array(e),n=new Float32Array(e);for(let o=0;o<r.length;o+=4)t[Math.floor(o/4)]=r[o],n[Math.floor(o/4)]=r[o+1];return{real:t,imag:n}}function g$(r){let e=Math.floor(r.length/4),t=new Float32Array(e),n=new Float32Array(e);for(let o=2;o<r.length;o+=4)t[Math.floor(o/4)]=r[o],n[Math.floor(o/4)]=r[o+1];return{real:t,imag:n}}function x$(r,e){let t=r[e*2],n=r[e*2+1];return{real:t,imag:n}}function b$(r,e,t,n){r[n*2]=e,r[n*2+1]=t}function y$(r,e){let t=new Float32Array(r/2),n=new Float32Array(r/2);for(let o=0;o<Math.ceil(r/2);o++){let s=(e?2:-2)*Math.PI*(o/r);t[o]=Math.cos(s),n[o]=Math.sin(s)}return{real:t,imag:n}}function w$(r,e,t){let n=(t?2:-2)*Math.PI*(r/e),o=Math.cos(n),s=Math.sin(n);return{real:o,imag:s}}var Ph="->",C$=/->/g,ew=",",tw="...";function I$(r,e){r=r.replace(/\s/g,"");let t=(r.length-r.replace(C$,"").length)/Ph.length;if(t<1)throw new Error("Equations without an arrow are not supported.");if(t>1)throw new Error(`Equation must contain exactly one arrow ("${Ph}").`);let[n,o]=r.split(Ph);$(n.indexOf(tw)===-1,()=>`The ellipsis notation ("${tw}") is not supported yet.`);let s=n.split(ew),i=s.length;if(e!==i)throw new Error(`Expected ${i} input tensors, received ${e}`);if(i>2)throw new Error("Support for more than 2 input tensors is not implemented yet.");let u=[];for(let d=0;d<o.length;++d){let m=o[d];if(!s.some(f=>f.indexOf(m)!==-1))throw new Error(`Output subscripts contain the label ${m} not present in the input subscripts.`);u.indexOf(m)===-1&&u.push(m)}for(let d=0;d<n.length;++d){let m=n[d];u.indexOf(m)===-1&&m!==ew&&u.push(m)}let l=new Array(s.length);for(let d=0;d<i;++d){if(new Set(s[d].split("")).size!==s[d].length)throw new Error(`Found duplicate axes in input component ${s[d]}. Support for duplicate axes in input is not implemented yet.`);l[d]=[];for(let m=0;m<s[d].length;++m)l[d].push(u.indexOf(s[d][m]))}let a=u.length,c=o.length,p=[];for(let d=c;d<a;++d)p.push(d);return{allDims:u,summedDims:p,idDims:l}}function v$(r,e){let t=new Array(r);t.fill(-1);for(let o=0;o<e.length;++o)t[e[o]]=o;let n=[];for(let o=0;o<r;++o)t[o]===-1&&n.push(o);return t=t.filter(o=>o!==-1),{permutationIndices:t,expandDims:n}}function S$(r,e,t){let n=new Array(r);for(let o=0;o<t.length;++o){let s=t[o].shape;for(let i=0;i<e[o].length;++i)n[e[o][i]]===void 0?n[e[o][i]]=s[i]:$(n[e[o][i]]===s[i],()=>`Expected dimension ${n[e[o][i]]} at axis ${i} of input shaped ${JSON.stringify(s)}, but got dimension ${s[i]}`)}}function _$(r,e){let t=r,n=[],o=0;r.length===0&&t.push(-1),o=r.length+1;for(let i=0;i<o;++i)n.push([]);let s=[];for(let i=0;i<t.length;++i){let u=t[i],l=T$(e,u);for(let a of l)s.indexOf(a)===-1&&(n[i].push(a),s.push(a))}return{path:t,steps:n}}function k$(r){return r.every((e,t)=>e===t)}function T$(r,e){let t=[];for(let n=0;n<r.length;++n)(r[n].length===0||r[n].indexOf(e)!==-1||e===-1)&&t.push(n);return t}function E$(r,e,t=0){let n=[];if(typeof e=="number")$(r.shape[t]%e===0,()=>"Number of splits must evenly divide the axis."),n=new Array(e).fill(r.shape[t]/e);else{let o=e.reduce((i,u)=>(u===-1&&(i+=1),i),0);$(o<=1,()=>"There should be only one negative value in split array.");let s=e.indexOf(-1);if(s!==-1){let i=e.reduce((u,l)=>l>0?u+l:u);e[s]=r.shape[t]-i}$(r.shape[t]===e.reduce((i,u)=>i+u),()=>"The sum of sizes must match the size of the axis dimension."),n=e}return n}function R$(r){return`Received SparseTensor with denseShape[0] = 0 but
  indices.shape[0] = ${r}`}function N$(r,e){return`indices(${r}, 0) is invalid: ${e} < 0`}function A$(r,e,t){return`indices(${r}, 0) is invalid: ${e} >= ${t}`}function $$(r,e){return`only one output dimension may be -1, not both ${r} and ${e}`}function F$(r,e){return`size ${r} must be non-negative, not ${e}`}function D$(){return"reshape cannot infer the missing input size for an empty tensor unless all specified input sizes are non-zero"}function M$(r,e){let t=$e(r),n=$e(e);return`Input to reshape is a SparseTensor with ${t}
  dense values, but the requested shape requires a multiple of ${n}. inputShape=${r} outputShape= ${e}`}function P$(r,e){let t=$e(r),n=$e(e);return`Input to reshape is a tensor with ${t} dense values, but the requested shape has ${n}. inputShape=${r} outputShape=${e}`}function O$(){return"segment ids must be >= 0"}function B$(){return"segment ids are not increasing"}function L$(r,e){return`Segment id ${r} out of range [0, ${e}), possibly because segmentIds input is not sorted.`}function U$(r,e,t){return`Bad: indices[${r}] == ${e} out of range [0, ${t})`}var Oh={};rr(Oh,{collectGatherOpShapeInfo:()=>G$,computeOutShape:()=>V$,segOpComputeOptimalWindowSize:()=>W$});function W$(r,e){let t=!1,n;for(r<=Gl?(n=r,t=!0):n=wo(r,Math.floor(Math.sqrt(r)));!t;)n>e||n===r?t=!0:n=wo(r,n+1);return n}function V$(r,e,t){let n=[],o=r.length;for(let s=0;s<o;s++)s!==e?n.push(r[s]):n.push(t);return n}function G$(r,e,t,n){let o=e.shape.length,s=r.shape.length;if(n!==0&&(n<-o||n>o))throw new Error(`Expect batchDims in the range of [-${o}, ${o}], but got ${n}`);if(n<0&&(n+=o),n>s)throw new Error(`batchDims (${n}) must be less than rank(x) (
    ${s}).`);if(t<n)throw new Error(`batchDims (${n}) must be less than or equal to axis (${t}).`);for(let p=0;p<n;++p)if(r.shape[p]!==e.shape[p])throw new Error(`x.shape[${p}]: ${r.shape[p]} should be equal to indices.shape[${p}]: ${e.shape[p]}.`);let i=r.shape[t],u=[],l=1,a=1,c=1;for(let p=0;p<n;++p)u.push(r.shape[p]),l*=r.shape[p];for(let p=n;p<t;p++)u.push(r.shape[p]),a*=r.shape[p];for(let p=n;p<o;p++)u.push(e.shape[p]);for(let p=t+1;p<s;p++)u.push(r.shape[p]),c*=r.shape[p];return{batchSize:l,sliceSize:c,outerSize:a,dimSize:i,outputShape:u}}function z$(r){try{return r.map(e=>Qo(e))}catch(e){throw new Error(`Failed to decode encoded string bytes into utf-8, error: ${e}`)}}function H$(r){return r.map(e=>Yo(e))}var ur={};rr(ur,{nonMaxSuppressionV3Impl:()=>$l,nonMaxSuppressionV4Impl:()=>Fl,nonMaxSuppressionV5Impl:()=>Dl,whereImpl:()=>xy});By();var K;(function(r){r[r.float32=0]="float32",r[r.int32=1]="int32",r[r.bool=2]="bool",r[r.string=3]="string",r[r.complex64=4]="complex64"})(K||(K={}));var Jr;(function(r){r[r.linear=0]="linear",r[r.relu=1]="relu",r[r.relu6=2]="relu6",r[r.prelu=3]="prelu",r[r.leakyrelu=4]="leakyrelu",r[r.sigmoid=5]="sigmoid",r[r.elu=6]="elu"})(Jr||(Jr={}));var rw;function q$(r){rw=r.wasm.cwrap(Ca,null,["number","array","number","number","array","number","number","number","number","number","number","number","number"])}function K$(r){let{inputs:e,backend:t,attrs:n}=r,{a:o,b:s,bias:i,preluActivationWeights:u}=e;if(o.dtype!=="float32"||s.dtype!=="float32")throw new Error("_FusedMatMul for non non-float32 tensors not yet supported.");let{transposeA:l,transposeB:a,activation:c,leakyreluAlpha:p}=n,d=t.dataIdMap.get(o.dataId).id,m=t.dataIdMap.get(s.dataId).id,f=0;if(i!=null){let F=t.dataIdMap.get(i.dataId);if(F.shape.length!==1)throw new Error(`_FusedMatMul only supports rank-1 bias but got rank ${F.shape.length}.`);f=F.id}let h=u==null?0:t.dataIdMap.get(u.dataId).id,g=Jr[c];if(g==null)throw new Error(`${c} activation not yet supported for FusedConv2D in the wasm backend.`);let x=l?o.shape[2]:o.shape[1],y=a?s.shape[1]:s.shape[2],C=Tr.assertAndGetBroadcastShape(o.shape.slice(0,-2),s.shape.slice(0,-2)),I=t.makeOutput([...C,x,y],o.dtype),_=t.dataIdMap.get(I.dataId).id,A=new Uint8Array(new Int32Array(o.shape).buffer),N=new Uint8Array(new Int32Array(s.shape).buffer);return rw(d,A,o.shape.length,m,N,s.shape.length,l,a,g,f,h,p||0,_),I}var nw={kernelName:Ca,backendName:"wasm",setupFunc:q$,kernelFunc:K$};function G(r,e){let t;function n(s){t=s.wasm.cwrap(r,null,["number","number","number"])}function o(s){let{backend:i,inputs:{x:u}}=s,l=i.dataIdMap.get(u.dataId).id,a=i.makeOutput(u.shape,e||u.dtype),c=i.dataIdMap.get(a.dataId).id;return b.sizeFromShape(a.shape)===0||t(l,K[u.dtype],c),a}return{kernelName:r,backendName:"wasm",setupFunc:n,kernelFunc:o}}var ow=G("Abs");var sw=G(pu);var aw=G(du);function se(r,e,t){let n;function o(i){n=i.wasm.cwrap(r,null,["number","array","number","number","array","number","number","number"])}function s(i){let{backend:u,inputs:l}=i,{a,b:c}=l,p=u.dataIdMap.get(a.dataId).id,d=u.dataIdMap.get(c.dataId).id,m=t??a.dtype,f=w.assertAndGetBroadcastShape(a.shape,c.shape),h=u.makeOutput(f,m);if(b.sizeFromShape(f)===0)return h;let g=new Uint8Array(new Int32Array(a.shape).buffer),x=new Uint8Array(new Int32Array(c.shape).buffer),y=u.dataIdMap.get(h.dataId).id;return n(p,g,a.shape.length,d,x,c.shape.length,K[a.dtype],y),h}return{kernelName:r,backendName:"wasm",setupFunc:o,kernelFunc:s}}var j$=!0,iw=se("Add",j$);var uw;function X$(r){uw=r.wasm.cwrap(Vs,null,["array","number","number","number"])}function Y$(r){let{inputs:e,backend:t}=r,n=t.makeOutput(e[0].shape,e[0].dtype);if(b.sizeFromShape(n.shape)===0)return n;let o=e.map(u=>t.dataIdMap.get(u.dataId).id),s=new Uint8Array(new Int32Array(o).buffer),i=t.dataIdMap.get(n.dataId).id;return uw(s,o.length,K[n.dtype],i),n}var lw={kernelName:Vs,backendName:"wasm",setupFunc:X$,kernelFunc:Y$};function Hn(r){let{inputs:{x:e},backend:t}=r;if(e.dtype==="string")return Xt(t.readSync(e.dataId),e.shape,e.dtype);let n=t.makeOutput(e.shape,e.dtype),o=t.typedArrayFromHeap(e);return t.typedArrayFromHeap(n).set(o),n}var cw={kernelName:yr,backendName:"wasm",kernelFunc:Hn};var pw;function Q$(r){pw=r.wasm.cwrap(Cr,null,["number","array","number","number","number","array","number"])}function Mt(r){let{inputs:e,backend:t,attrs:n}=r,[o,s]=J$(e.x.shape,n.perm),i=!0;for(let f=0;f<s.length;f++)s[f]!==f&&(i=!1);let u=Z$(e.x.shape,n.perm),l={dataId:e.x.dataId,shape:o,dtype:e.x.dtype};if(i){let f=Hn({inputs:e,backend:t});return f.shape=u,f}let a=t.makeOutput(u,l.dtype),c=t.dataIdMap.get(l.dataId).id,p=t.dataIdMap.get(a.dataId).id,d=new Uint8Array(new Int32Array(s).buffer),m=new Uint8Array(new Int32Array(l.shape).buffer);return pw(c,m,l.shape.length,K[l.dtype],p,d,s.length),a}function Z$(r,e){let t=new Array(r.length);for(let n=0;n<t.length;n++)t[n]=r[e[n]];return t}function J$(r,e){let t=[],n=[];for(let o=0;o<r.length;++o)r[o]!==1&&t.push(r[o]),r[e[o]]!==1&&n.push(e[o]);for(let o=0;o<n.length;++o){let s=-1;for(let i=0;i<n.length;++i)n[i]>=o&&(s===-1||n[s]>n[i])&&(s=i);n[s]=o}return[t,n]}var dw={kernelName:Cr,backendName:"wasm",kernelFunc:Mt,setupFunc:Q$};function ct(r,e,t){let n=r.shape,o=r.shape.length,s=b.parseAxisParam(e,n),i=s,u=w.getAxesPermutation(i,o),l=null,a=!1;if(u!=null){let c=new Array(o);for(let m=0;m<c.length;m++)c[m]=n[u[m]];i=w.getInnerMostAxes(i.length,o),l=Mt({inputs:{x:r},attrs:{perm:u},backend:t});let p=t.dataIdMap.get(r.dataId).id;t.dataIdMap.get(l.dataId).id!==p&&(a=!0)}return{transposed:l,originalAxes:s,axes:i,inputWasTransposed:a}}var mw;function eF(r){mw=r.wasm.cwrap("All",null,["number, number, number"])}function tF(r){let{backend:e,inputs:t,attrs:n}=r,{axis:o,keepDims:s}=n,{x:i}=t,l=e.dataIdMap.get(i.dataId).id,a=i,{transposed:c,axes:p,originalAxes:d,inputWasTransposed:m}=ct(i,o,e);if(m){let C=e.dataIdMap.get(c.dataId).id;a=c,l=C}let f=a.shape.length;w.assertAxesAreInnerMostDims("all",p,f);let[h,g]=w.computeOutAndReduceShapes(a.shape,p),x=b.sizeFromShape(g),y=e.makeOutput(h,i.dtype);if(b.sizeFromShape(a.shape)!==0){let C=e.dataIdMap.get(y.dataId).id;mw(l,x,C)}if(m&&e.disposeData(c.dataId),s){let C=w.expandShapeToKeepDim(y.shape,d);y.shape=C}return y}var fw={kernelName:"All",backendName:"wasm",setupFunc:eF,kernelFunc:tF};var hw;function rF(r){hw=r.wasm.cwrap("Any",null,["number, number, number"])}function nF(r){let{backend:e,inputs:t,attrs:n}=r,{axis:o,keepDims:s}=n,{x:i}=t,l=e.dataIdMap.get(i.dataId).id,a=i,{transposed:c,axes:p,originalAxes:d,inputWasTransposed:m}=ct(i,o,e);if(m){let C=e.dataIdMap.get(c.dataId).id;a=c,l=C}let f=a.shape.length;w.assertAxesAreInnerMostDims("any",p,f);let[h,g]=w.computeOutAndReduceShapes(a.shape,p),x=b.sizeFromShape(g),y=e.makeOutput(h,i.dtype);if(b.sizeFromShape(a.shape)!==0){let C=e.dataIdMap.get(y.dataId).id;hw(l,x,C)}if(m&&e.disposeData(c.dataId),s){let C=w.expandShapeToKeepDim(y.shape,d);y.shape=C}return y}var gw={kernelName:"Any",backendName:"wasm",setupFunc:rF,kernelFunc:nF};function ql(r){let e;function t(o){e=o.wasm.cwrap(r,null,["number","number","number","number","number"])}function n(o){let{backend:s,inputs:i,attrs:u}=o,{axis:l}=u,{x:a}=i,c=s.dataIdMap.get(a.dataId).id,p=c,d=a,{transposed:m,axes:f,inputWasTransposed:h}=ct(a,l,s);if(h){let _=s.dataIdMap.get(m.dataId).id;_!==c&&(d=m,p=_)}let g=d.shape.slice(0,-1),x=s.makeOutput(g,"int32"),y=s.dataIdMap.get(x.dataId).id,C=b.sizeFromShape(x.shape),I=d.shape[f[0]];return e(p,K[d.dtype],C,I,y),h&&s.disposeData(m.dataId),x}return{kernelName:r,backendName:"wasm",setupFunc:t,kernelFunc:n}}var xw=ql(mu);var bw=ql(fu);var yw=G(hu);var ww=G(gu);var Cw=G(xu);var Iw=se(yu,!1);var vw=G(bu);var Sw;function oF(r){Sw=r.wasm.cwrap(Gs,null,["number","number","number","number","number","number","number","number","number","number","number","number","number","number"])}function sF(r){let{inputs:e,attrs:t,backend:n}=r,o=e.x,s=n.dataIdMap.get(o.dataId).id,{filterSize:i,strides:u,pad:l,dimRoundingMode:a}=t,c=w.computePool2DInfo(o.shape,i,u,1,l,a),p=c.filterHeight,d=c.filterWidth,m=c.padInfo.top,f=c.padInfo.right,h=c.padInfo.bottom,g=c.padInfo.left,x=c.strideHeight,y=c.strideWidth,C=c.inChannels;if(c.dataFormat!=="channelsLast")throw new Error(`wasm backend does not support dataFormat:'${c.dataFormat}'. Please use 'channelsLast'.`);if(c.dilationWidth!==1||c.dilationHeight!==1)throw new Error(`was backend only supports average pooling with dilation = [1, 1], got [${c.dilationHeight}, ${c.dilationWidth}].`);let I=n.makeOutput(c.outShape,"float32"),_=n.dataIdMap.get(I.dataId).id;return Sw(s,o.shape[0],o.shape[1],o.shape[2],p,d,m,f,h,g,x,y,C,_),I}var _w={kernelName:Gs,backendName:"wasm",setupFunc:oF,kernelFunc:sF};var kw;function aF(r){kw=r.wasm.cwrap("AvgPool3D",null,["number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number"])}function iF(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{filterSize:s,strides:i,pad:u,dimRoundingMode:l,dataFormat:a}=n,c=w.computePool3DInfo(o.shape,s,i,1,u,l,a),p=t.makeOutput(c.outShape,o.dtype);return kw(t.dataIdMap.get(o.dataId).id,t.dataIdMap.get(p.dataId).id,c.batchSize,c.inChannels,c.inDepth,c.inHeight,c.inWidth,c.outDepth,c.outHeight,c.outWidth,c.strideDepth,c.strideHeight,c.strideWidth,c.dilationDepth,c.dilationHeight,c.dilationWidth,c.effectiveFilterDepth,c.effectiveFilterHeight,c.effectiveFilterWidth,c.padInfo.front,c.padInfo.top,c.padInfo.left),p}var Tw={kernelName:Cu,backendName:"wasm",setupFunc:aF,kernelFunc:iF};var Ew;function uF(r){Ew=r.wasm.cwrap("AvgPool3DGrad",null,["number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number"])}function lF(r){let{inputs:e,backend:t,attrs:n}=r,{dy:o,input:s}=e,{filterSize:i,strides:u,pad:l,dimRoundingMode:a}=n,c=w.computePool3DInfo(s.shape,i,u,1,l,a),p=t.makeOutput(s.shape,s.dtype);return Ew(t.dataIdMap.get(o.dataId).id,t.dataIdMap.get(p.dataId).id,c.batchSize,c.inChannels,c.inDepth,c.inHeight,c.inWidth,c.outDepth,c.outHeight,c.outWidth,c.strideDepth,c.strideHeight,c.strideWidth,c.dilationDepth,c.dilationHeight,c.dilationWidth,c.effectiveFilterDepth,c.effectiveFilterHeight,c.effectiveFilterWidth,c.padInfo.front,c.padInfo.top,c.padInfo.left,c.filterDepth,c.filterHeight,c.filterWidth),p}var Rw={kernelName:Iu,backendName:"wasm",setupFunc:uF,kernelFunc:lF};var Nw;function cF(r){Nw=r.wasm.cwrap("AvgPoolGrad",null,["number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number"])}function pF(r){let{inputs:e,backend:t,attrs:n}=r,{dy:o,input:s}=e,{filterSize:i,strides:u,pad:l}=n,a=w.computePool2DInfo(s.shape,i,u,1,l),c=t.makeOutput(s.shape,s.dtype);return Nw(t.dataIdMap.get(o.dataId).id,t.dataIdMap.get(c.dataId).id,a.batchSize,a.inChannels,a.inHeight,a.inWidth,a.outHeight,a.outWidth,a.strideHeight,a.strideWidth,a.dilationHeight,a.dilationWidth,a.effectiveFilterHeight,a.effectiveFilterWidth,a.padInfo.top,a.padInfo.left,a.filterHeight,a.filterWidth),c}var Aw={kernelName:wu,backendName:"wasm",setupFunc:cF,kernelFunc:pF};function Oe(r){let{inputs:e,attrs:t}=r,{x:n}=e,{shape:o}=t,s=b.sizeFromShape(n.shape),i=b.inferFromImplicitShape(o,s);return b.assert(s===b.sizeFromShape(i),()=>`new shape: ${i}, old shape: ${n.shape}. New shape and old shape must have the same number of elements.`),r.backend.incRef(n.dataId),{dataId:n.dataId,shape:i,dtype:n.dtype}}var $w={kernelName:Bo,backendName:"wasm",kernelFunc:Oe};var Fw;function dF(r){Fw=r.wasm.cwrap(xn,null,["number","array","number","number","array","number","number","number","number"])}function mF(r){let{inputs:e,backend:t,attrs:n}=r,{a:o,b:s}=e,{transposeA:i,transposeB:u}=n;if(o.dtype!=="float32"||s.dtype!=="float32")throw new Error("BatchMatMul for non non-float32 tensors not yet supported.");let l=o.shape.length,a=s.shape.length,c=i?o.shape[l-2]:o.shape[l-1],p=u?s.shape[a-1]:s.shape[a-2],d=i?o.shape[l-1]:o.shape[l-2],m=u?s.shape[a-2]:s.shape[a-1],f=o.shape.slice(0,-2),h=s.shape.slice(0,-2),g=b.sizeFromShape(f),x=b.sizeFromShape(h),C=Tr.assertAndGetBroadcastShape(o.shape.slice(0,-2),s.shape.slice(0,-2)).concat([d,m]);b.assert(c===p,()=>`Error in matMul: inner shapes (${c}) and (${p}) of Tensors with shapes ${o.shape} and ${s.shape} and transposeA=${i} and transposeB=${u} must match.`);let I=i?[g,c,d]:[g,d,c],_=u?[x,m,p]:[x,p,m],A=Oe({inputs:{x:o},backend:t,attrs:{shape:I}}),N=Oe({inputs:{x:s},backend:t,attrs:{shape:_}}),F=t.dataIdMap.get(A.dataId).id,O=t.dataIdMap.get(N.dataId).id,B=i?A.shape[2]:A.shape[1],q=u?N.shape[1]:N.shape[2],j=Math.max(g,x),ue=t.makeOutput([j,B,q],A.dtype),fe=t.dataIdMap.get(ue.dataId).id,ge=new Uint8Array(new Int32Array(A.shape).buffer),ve=new Uint8Array(new Int32Array(N.shape).buffer);return Fw(F,ge,A.shape.length,O,ve,N.shape.length,i,u,fe),t.disposeData(A.dataId),t.disposeData(N.dataId),ue.shape=C,ue}var Dw={kernelName:xn,backendName:"wasm",setupFunc:dF,kernelFunc:mF};var lg={};rr(lg,{addImpl:()=>Wh,bincountImpl:()=>Ow,bincountReduceImpl:()=>Bw,bitwiseAndImpl:()=>Vh,castImpl:()=>Uh,ceilImpl:()=>Gh,concatImpl:()=>qa,equalImpl:()=>zh,expImpl:()=>Hh,expm1Impl:()=>qh,floorDivImpl:()=>jh,floorImpl:()=>Kh,gatherNdImpl:()=>Lw,gatherV2Impl:()=>Uw,greaterEqualImpl:()=>Yh,greaterImpl:()=>Xh,lessEqualImpl:()=>Zh,lessImpl:()=>Qh,linSpaceImpl:()=>Ww,logImpl:()=>Jh,maxImpl:()=>Vw,maximumImpl:()=>eg,minimumImpl:()=>tg,multiplyImpl:()=>ja,negImpl:()=>Gw,notEqualImpl:()=>rg,prodImpl:()=>Hw,raggedGatherImpl:()=>Kw,raggedRangeImpl:()=>Xw,raggedTensorToTensorImpl:()=>Zw,rangeImpl:()=>Xa,rsqrtImpl:()=>og,scatterImpl:()=>Jw,sigmoidImpl:()=>eC,simpleAbsImpl:()=>Mw,sliceImpl:()=>ps,sparseFillEmptyRowsImpl:()=>tC,sparseReshapeImpl:()=>rC,sparseSegmentReductionImpl:()=>nC,sqrtImpl:()=>oC,squaredDifferenceImpl:()=>sg,staticRegexReplaceImpl:()=>ag,stridedSliceImpl:()=>sC,stringNGramsImpl:()=>Ya,stringSplitImpl:()=>Qa,stringToHashBucketFastImpl:()=>Za,subImpl:()=>ug,tileImpl:()=>aC,topKImpl:()=>uC,transposeImpl:()=>zw,uniqueImpl:()=>ei});function Kl(r,e){Array.isArray(r)||(r=[r]),r.forEach(t=>{t!=null&&b.assert(t.dtype!=="complex64",()=>`${e} does not support complex64 tensors in the CPU backend.`)})}function Mw(r){let e=new Float32Array(r.length);for(let t=0;t<r.length;++t)e[t]=Math.abs(r[t]);return e}function be(r){return(e,t,n,o,s)=>{let i=w.assertAndGetBroadcastShape(e,t),u=i.length,l=b.computeStrides(i),a=b.sizeFromShape(i),c=b.getTypedArrayFromDType(s,a),p=e.length,d=t.length,m=b.computeStrides(e),f=b.computeStrides(t),h=w.getBroadcastDims(e,i),g=w.getBroadcastDims(t,i);if(h.length+g.length===0)for(let x=0;x<c.length;++x)c[x]=r(n[x%n.length],o[x%o.length]);else for(let x=0;x<c.length;++x){let y=b.indexToLoc(x,u,l),C=y.slice(-p);h.forEach(N=>C[N]=0);let I=b.locToIndex(C,p,m),_=y.slice(-d);g.forEach(N=>_[N]=0);let A=b.locToIndex(_,d,f);c[x]=r(n[I],o[A])}return[c,i]}}function ls(r){let{inputs:e,backend:t}=r,{real:n,imag:o}=e,s=t.data.get(n.dataId).values,i=t.data.get(o.dataId).values,u=t.makeTensorInfo(n.shape,"complex64"),l=t.data.get(u.dataId);return l.complexTensorInfos={real:t.makeTensorInfo(n.shape,"float32",s),imag:t.makeTensorInfo(o.shape,"float32",i)},u}function jl(r,e,t="float32"){if(t==="complex64"){let o=jl(r,e,"float32"),s=jl(r,e,"float32");return ls({inputs:{real:o,imag:s},backend:r})}let n=b.makeZerosTypedArray(b.sizeFromShape(e),t);return r.makeTensorInfo(e,t,n)}function Lh(r){let{inputs:e,backend:t}=r,{x:n}=e;return t.incRef(n.dataId),{dataId:n.dataId,shape:n.shape,dtype:n.dtype}}function Pw(r){let{inputs:e,backend:t}=r,{input:n}=e,o=t.data.get(n.dataId).complexTensorInfos.real,s=t.data.get(o.dataId).values;return t.makeTensorInfo(o.shape,o.dtype,s)}function Uh(r,e,t,n){if(n==="int32"){let o=Int32Array.from(r);return[e,"int32",o]}if(n==="bool"){let o=b.toTypedArray([0],t),[s,i]=be((u,l)=>u!==l?1:0)(e,[],r,o,"bool");return[i,"bool",s]}throw new Error(`Error in Cast: failed to cast ${t} to ${n}`)}function Ha(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{dtype:s}=n;if(s==="complex64"){if(o.dtype==="complex64")return Lh({inputs:{x:o},backend:t});let c=jl(t,o.shape,o.dtype),p=Ha({inputs:{x:o},backend:t,attrs:{dtype:"float32"}}),d=ls({inputs:{real:p,imag:c},backend:t});return t.disposeIntermediateTensorInfo(c),t.disposeIntermediateTensorInfo(p),d}if(o.dtype==="complex64"){let c=Pw({inputs:{input:o},backend:t}),p=Ha({inputs:{x:c},backend:t,attrs:{dtype:s}});return t.disposeIntermediateTensorInfo(c),p}if(!b.hasEncodingLoss(o.dtype,s)){let c=Lh({inputs:{x:o},backend:t});return{dataId:c.dataId,shape:c.shape,dtype:s}}let i=t.data.get(o.dataId).values,[u,l,a]=Uh(i,o.shape,o.dtype,s);return t.makeTensorInfo(u,l,a)}function ye(r,e,t,n){return t==null?({inputs:o,backend:s})=>{let{a:i,b:u}=o,l=s;Kl([i,u],r);let a=l.data.get(i.dataId).values,c=l.data.get(u.dataId).values,p=i.dtype==="string"?w.fromUint8ToStringArray(a):a,d=i.dtype==="string"?w.fromUint8ToStringArray(c):c,m=n||i.dtype,[f,h]=e(i.shape,u.shape,p,d,m);return l.makeTensorInfo(h,m,f)}:({inputs:o,backend:s})=>{let{a:i,b:u}=o,l=s;if(i.dtype==="complex64"||u.dtype==="complex64"){let a=Ha({inputs:{x:i},backend:l,attrs:{dtype:"complex64"}}),c=l.data.get(a.dataId),p=c.complexTensorInfos.real,d=c.complexTensorInfos.imag,m=l.data.get(p.dataId).values,f=l.data.get(d.dataId).values,h=Ha({inputs:{x:u},backend:l,attrs:{dtype:"complex64"}}),g=l.data.get(h.dataId),x=g.complexTensorInfos.real,y=g.complexTensorInfos.imag,C=l.data.get(x.dataId).values,I=l.data.get(y.dataId).values,[_,A,N]=t(i.shape,u.shape,m,f,C,I),F=l.makeTensorInfo(N,"float32",_),O=l.makeTensorInfo(N,"float32",A),B=ls({inputs:{real:F,imag:O},backend:l});return l.disposeIntermediateTensorInfo(a),l.disposeIntermediateTensorInfo(h),l.disposeIntermediateTensorInfo(F),l.disposeIntermediateTensorInfo(O),B}else{let a=l.data.get(i.dataId).values,c=l.data.get(u.dataId).values,p=n||i.dtype,[d,m]=e(i.shape,u.shape,a,c,p);return l.makeTensorInfo(m,p,d)}}}function cs(r){return(e,t,n,o,s,i)=>{let u=w.assertAndGetBroadcastShape(e,t),l=b.sizeFromShape(u),a=u.length,c=b.computeStrides(u),p=b.getTypedArrayFromDType("float32",l),d=b.getTypedArrayFromDType("float32",l),m=w.getBroadcastDims(e,u),f=w.getBroadcastDims(t,u),h=w.mergeRealAndImagArrays(n,o),g=w.mergeRealAndImagArrays(s,i),x=e.length,y=b.computeStrides(e),C=t.length,I=b.computeStrides(t);if(m.length+f.length===0)for(let _=0;_<p.length;_++){let A=_%h.length,N=_%g.length,F=r(h[A*2],h[A*2+1],g[N*2],g[N*2+1]);p[_]=F.real,d[_]=F.imag}else for(let _=0;_<p.length;_++){let A=b.indexToLoc(_,a,c),N=A.slice(-x);m.forEach(j=>N[j]=0);let F=b.locToIndex(N,x,y),O=A.slice(-C);f.forEach(j=>O[j]=0);let B=b.locToIndex(O,C,I),q=r(h[F*2],h[F*2+1],g[B*2],g[B*2+1]);p[_]=q.real,d[_]=q.imag}return[p,d,u]}}var Wh=be(((r,e)=>r+e)),fF=cs(((r,e,t,n)=>({real:r+t,imag:e+n}))),$Q=ye("Add",Wh,fF);function Ow(r,e,t,n,o){let s=b.sizeFromShape(n),i=b.makeZerosTypedArray(o,t);for(let u=0;u<r.length;u++){let l=r[u];if(l<0)throw new Error("Input x must be non-negative!");l>=o||(s>0?i[l]+=e[u]:i[l]+=1)}return i}function Bw(r,e,t,n=!1){let o=r.shape[0],s=r.shape[1],i=he([o,t],e.dtype);for(let u=0;u<o;u++)for(let l=0;l<s;l++){let a=r.get(u,l);if(a<0)throw new Error("Input x must be non-negative!");a>=t||(n?i.set(1,u,a):e.size>0?i.set(i.get(u,a)+e.get(u,l),u,a):i.set(i.get(u,a)+1,u,a))}return i}var Vh=be(((r,e)=>r&e)),LQ=ye(Io,Vh);function Ge(r){return(e,t,n)=>{let o=b.getArrayFromDType(t,e.length);for(let s=0;s<e.length;++s)o[s]=r(e[s],n);return o}}function Xl(r,e,t){let n=Ge(e);return gt(r,n,t)}function gt(r,e,t){return({inputs:n,attrs:o,backend:s})=>{let{x:i}=n;Kl(i,r);let u=s,l=u.data.get(i.dataId).values,a;if(i.dtype==="string"){if(!Array.isArray(l))throw new Error("String tensor's value was not an instance of Array");a=w.fromUint8ToStringArray(l)}else a=l;let c=t||i.dtype,p=e(a,c,o);return u.makeTensorInfo(i.shape,c,p)}}var Gh=Ge(r=>Math.ceil(r)),YQ=gt(vo,Gh);function qa(r,e,t,n){let o=b.getArrayFromDType(t,b.sizeFromShape(e));if(n&&t!=="string"){let s=0;r.forEach(i=>{let u=b.sizeFromShape(i.shape);o.set(i.vals,s),s+=u})}else{let s=0;r.forEach(i=>{let u=t==="string"?w.fromUint8ToStringArray(i.vals):i.vals,l=0;for(let a=0;a<i.shape[0];++a){let c=a*e[1]+s;for(let p=0;p<i.shape[1];++p)o[c+p]=u[l++]}s+=i.shape[1]})}return o}var zh=be((r,e)=>r===e?1:0),nZ=ye(ko,zh,null,"bool");var Hh=Ge(r=>Math.exp(r)),uZ=gt("Exp",Hh,"float32");var qh=Ge(r=>Math.expm1(r)),mZ=gt(Eo,qh);var Kh=Ge(r=>Math.floor(r)),bZ=gt(No,Kh);var jh=be((r,e)=>Math.floor(r/e)),vZ=ye(Ur,jh,null,"int32");function Lw(r,e,t,n,o,s,i,u,l){let a=he([n,s],t);for(let c=0;c<n;c++){let p=[],d=0;for(let m=0;m<o;m++){let f=r[c*o+m];d+=f*i[m],p.push(f)}if(d<0||d>=l/s)throw new Error(`Invalid indices: ${p} does not index into ${u}`);for(let m=0;m<s;m++)a.values[c*s+m]=e.get(...e.indexToLoc(d*s+m))}return a}function Uw(r,e,t){let n=he(t,r.dtype);for(let o=0;o<n.size;++o){let i=n.indexToLoc(o).slice(),u=i[0],l=i[2],a=e.locToIndex([u,l]);i[2]=e.values[a];let c=r.locToIndex(i);0<=c&&c<r.values.length&&(n.values[o]=r.values[c])}return n}var Xh=be((r,e)=>r>e?1:0),$Z=ye(Wr,Xh,null,"bool");var Yh=be((r,e)=>r>=e?1:0),OZ=ye(Ao,Yh,null,"bool");var Qh=be((r,e)=>r<e?1:0),VZ=ye($o,Qh,null,"bool");var Zh=be((r,e)=>r<=e?1:0),KZ=ye(Vr,Zh,null,"bool");function Ww(r,e,t){let n=(e-r)/(t-1),o=b.makeZerosTypedArray(t,"float32");o[0]=r;for(let s=1;s<o.length;s++)o[s]=o[s-1]+n;return o}var Jh=Ge(r=>Math.log(r)),eJ=gt("Log",Jh);function Vw(r,e,t,n){let o=b.getTypedArrayFromDType(n,b.sizeFromShape(t));for(let s=0;s<o.length;++s){let i=s*e,u=r[i];for(let l=0;l<e;++l){let a=r[i+l];(Number.isNaN(a)||a>u)&&(u=a)}o[s]=u}return o}var eg=be(((r,e)=>Math.max(r,e))),iJ=ye(Gr,eg);var tg=be(((r,e)=>Math.min(r,e))),dJ=ye(Fo,tg);var ja=be(((r,e)=>r*e)),hF=cs(((r,e,t,n)=>({real:r*t-e*n,imag:r*n+e*t}))),xJ=ye(zr,ja,hF);function Gw(r,e,t){let n=b.createScalarValue(-1,t);return ja([],e,n,r,t)}var rg=be(((r,e)=>r!==e?1:0)),_J=ye(Do,rg,null,"bool");function zw(r,e,t,n,o){let s=e.length,i=b.sizeFromShape(e),u=b.computeStrides(e),l=b.computeStrides(o),a=b.getTypedArrayFromDType(t,b.sizeFromShape(o));for(let c=0;c<i;++c){let p=b.indexToLoc(c,s,u),d=new Array(p.length);for(let f=0;f<d.length;f++)d[f]=p[n[f]];let m=b.locToIndex(d,s,l);a[m]=r[c]}return a}function Hw(r,e,t,n){let[o,s]=w.computeOutAndReduceShapes(r,n),i=ot(e,"int32"),u=b.makeZerosTypedArray(b.sizeFromShape(o),i),l=b.sizeFromShape(s);for(let a=0;a<u.length;++a){let c=a*l,p=1;for(let d=0;d<l;++d)p*=t[c+d];u[a]=p}return{outVals:u,outShape:o,outDtype:i}}function gF(r,e,t){r.forEach((n,o)=>{if(n<0||n>=t){let s=b.indexToLoc(o,e.length,b.computeStrides(e)).join(",");throw new Error(`indices[${s}] = ${n} is not in [0, ${t})`)}})}function xF(r,e){for(let t=0;t<r.length;++t){let n=r[t],o=t===r.length-1?e:r[t+1].length;if(n.length===0)throw new Error("Ragged splits may not be empty");if(n[0]<0)throw new Error("Ragged splits must be non-negative");if(n[n.length-1]>o)throw new Error("Ragged splits must not point past values");for(let s=1;s<n.length;++s)if(n[s-1]>n[s])throw new Error("Ragged splits must be sorted in ascending order")}}function bF(r,e,t,n){let o=[],s=0,i=e.length-1+t.length,u=new Array(i).fill(null).map(()=>[0]);xF(t,n);let l=1;for(let a=0;a<e.length-1;++a){l*=e[a];let c=e[a+1];for(let p=1;p<l+1;++p)u[a].push(p*c)}for(let a=0;a<r.length;++a){let c=r[a],p=r[a]+1;for(let d=0;d<t.length;++d){let m=t[d],f=d+e.length-1;if(f>=0){let h=u[f],g=h[h.length-1]-m[c];for(let x=c;x<p;++x)u[f].push(m[x+1]+g)}c=m[c],p=m[p]}p!==c&&(o.push([c,p]),s+=p-c)}return{outSplits:u,valueSlices:o,numValues:s}}function yF(r){let e=[];for(let t=0;t<r.length;++t){let n=r[t].length,o=b.getArrayFromDType("int32",n);e.push(o),r[t].forEach((s,i)=>o[i]=s)}return e}function qw(r,e){let t=r.slice(0,e);for(;t.length<e;)t.push(1);for(let n=e;n<r.length;n++)t[e-1]*=r[n];return t}function wF(r,e,t,n,o,s){let i=qw(e,2)[1],u=qw(s,2)[1],l=0;for(let a of t)for(let c=a[0];c<a[1];++c){for(let p=0;p<n;++p)o[l*u+p]=r[c*i+p];++l}}function CF(r,e,t,n,o){let s=e.slice();s[0]=o;let i=b.getArrayFromDType(t,b.sizeFromShape(s)),u=r.length,l=u===0?0:u/e[0];return wF(r,e,n,l,i,s),[i,s]}function Kw(r,e,t,n,o,s,i,u){if(r.length===0)throw new Error("paramsNestedSplits must be non empty");if(e[0].length===0)throw new Error("Split tensors must not be scalars");let l=e[0][0]-1;if(gF(s,i,l),n.length===0)throw new Error("params.rank must be nonzero");let a=n[0],{outSplits:c,valueSlices:p,numValues:d}=bF(s,i,r,a),m=yF(c),f=CF(t,n,o,p,d);return[m,f[0],f[1]]}var jw=2147483647;function Xw(r,e,t,n,o,s,i){if(e.length>1)throw new Error("starts must be a scalar or vector");if(o.length>1)throw new Error("limits must be a scalar or vector");if(i.length>1)throw new Error("deltas must be a scalar or vector");let u=e.length===0,l=o.length===0,a=i.length===0,c=[];u||c.push(e[0]),l||c.push(o[0]),a||c.push(i[0]);for(let g=1;g<c.length;++g)if(c[g]!==c[g-1])throw new Error("starts, limits, and deltas must have the same shape");let p=c.length===0?1:c[0],d=b.getArrayFromDType("int32",p+1);d[0]=0;for(let g=0;g<p;++g){let x=u?r[0]:r[g],y=l?n[0]:n[g],C=a?s[0]:s[g];if(C===0)throw new Error("Requires delta != 0");let I;if(C>0&&y<x||C<0&&y>x)I=0;else if(I=Math.ceil(Math.abs((y-x)/C)),I>jw)throw new Error(`Requires ((limit - start) / delta) <= ${jw}`);d[g+1]=d[g]+I}let m=d[p],f=b.getArrayFromDType(t,m),h=0;for(let g=0;g<p;++g){let x=d[g+1]-d[g],y=u?r[0]:r[g],C=a?s[0]:s[g];for(let I=0;I<x;++I)f[h++]=y,y+=C}return[d,f]}var Vt=w.RowPartitionType,ng=class r{constructor(e,t,n,o,s,i,u,l,a,c){this.shape=e,this.shapeShape=t,this.values=n,this.valuesShape=o,this.valuesDType=s,this.defaultValue=i,this.defaultValueShape=u,this.rowPartitionValues=l,this.rowPartitionValuesShapes=a,this.rowPartitionTypes=w.getRowPartitionTypesHelper(c),this.raggedRank=w.getRaggedRank(this.rowPartitionTypes)}getRowPartitionTypeByDimension(e){return this.rowPartitionTypes[0]===Vt.FIRST_DIM_SIZE?this.rowPartitionTypes[e+1]:this.rowPartitionTypes[e]}getRowPartitionTensor(e){return this.rowPartitionTypes[0]===Vt.FIRST_DIM_SIZE?this.rowPartitionValues[e+1]:this.rowPartitionValues[e]}getMaxWidth(e){let t=this.getRowPartitionTensor(e-1);switch(this.getRowPartitionTypeByDimension(e-1)){case Vt.VALUE_ROWIDS:return r.getMaxWidthValueRowID(t);case Vt.ROW_SPLITS:return r.getMaxWidthRowSplit(t);default:throw new Error(`Cannot handle partition type ${Vt[this.getRowPartitionTypeByDimension(e-1)]}`)}}static getMaxWidthRowSplit(e){let t=e.length;if(t===0||t===1)return 0;let n=0;for(let o=0;o<t-1;++o){let s=e[o+1]-e[o];s>n&&(n=s)}return n}static getMaxWidthValueRowID(e){let t=e.length;if(t===0)return 0;let n=0,o=e[0],s=0;for(let i=1;i<t;++i){let u=e[i];u!==o&&(o=u,s=Math.max(i-n,s),n=i)}return Math.max(t-n,s)}tensorShapeFromTensor(e,t,n=!0){if(t.length===0){if(e[0]===-1)return[];throw new Error("The only valid scalar shape tensor is the fully unknown shape specified as -1.")}return Qw(e,n)}calculateOutputSize(e){let t=this.valuesShape,n=this.defaultValueShape;w.validateDefaultValueShape(n,t);let o=this.tensorShapeFromTensor(this.shape,this.shapeShape),i=w.combineRaggedTensorToTensorShapes(this.raggedRank,o,t);i[0]<0&&(i[0]=e);for(let u=1;u<=this.raggedRank;++u)i[u]<0&&(i[u]=this.getMaxWidth(u));return i}calculateFirstParentOutputIndex(e,t,n){let o=Math.min(e,n),s=[],i=0;for(let u=0;u<o;++u,i+=t)s.push(i);for(let u=o;u<e;++u)s.push(-1);return b.assert(s.length===e,()=>"Final length of result must be equal to firstDimension."),s}calculateOutputIndexRowSplit(e,t,n,o){let s=e.length,i=[];for(let u=0;u<s-1;++u){let l=e[u+1]-e[u],a=Math.min(o,l),c=t[u];c===-1&&(a=0);for(let p=0;p<a;++p)i.push(c),c+=n;for(let p=0;p<l-a;++p)i.push(-1)}if(s>0&&i.length!==e[s-1])throw new Error("Invalid row split size.");return i}calculateOutputIndexValueRowID(e,t,n,o){let s=e.length,i=[];if(s===0)return[];let u=0,l=e[0];if(l>=t.length)throw new Error(`Got currentValueRowId=${l}, which is not less than ${t.length}`);let a=t[l];i.push(a);for(let c=1;c<s;++c){let p=e[c];if(p===l)a>=0&&(++u,u<o?a+=n:a=-1);else{if(u=0,l=p,p>=t.length)throw new Error(`Got nextValueRowId=${p} which is not less than ${t.length}`);a=t[p]}i.push(a)}if(i.length!==e.length)throw new Error("Invalid row ids.");return i}calculateOutputIndex(e,t,n,o){let s=this.getRowPartitionTensor(e),i=this.getRowPartitionTypeByDimension(e);switch(i){case Vt.VALUE_ROWIDS:return this.calculateOutputIndexValueRowID(s,t,n,o);case Vt.ROW_SPLITS:if(s.length-1>t.length)throw new Error(`Row partition size is greater than output size: ${s.length-1} > ${t.length}`);return this.calculateOutputIndexRowSplit(s,t,n,o);default:throw new Error(`Unsupported partition type: ${Vt[i]}`)}}getFirstDimensionSize(){let e=this.rowPartitionValues[0];if(this.rowPartitionTypes.length===0)throw new Error("No row_partition_types given.");let t=this.rowPartitionTypes[0];switch(t){case Vt.FIRST_DIM_SIZE:return e[0];case Vt.VALUE_ROWIDS:throw new Error("Cannot handle VALUE_ROWIDS in first dimension.");case Vt.ROW_SPLITS:return this.rowPartitionValuesShapes[0][0]-1;default:throw new Error(`Cannot handle type ${Vt[t]}`)}}compute(){if(this.rowPartitionValues[0].length<=0)throw new Error("Invalid first partition input. Tensor requires at least one element.");let t=this.getFirstDimensionSize(),n=this.calculateOutputSize(t),o=new Array(this.raggedRank+1);o[o.length-1]=1;for(let l=o.length-2;l>=0;--l)o[l]=o[l+1]*n[l+1];let s=Qw(n,!1),i=b.getArrayFromDType(this.valuesDType,b.sizeFromShape(s));if(o[0]*n[0]>0){let l=this.calculateFirstParentOutputIndex(t,o[0],n[0]);for(let a=1;a<=this.raggedRank;++a)l=this.calculateOutputIndex(a-1,l,o[a],n[a]);this.setOutput(this.raggedRank,l,i,s)}return[s,i]}setOutput(e,t,n,o){if(n.length===0)return;let s=this.values,i=n,u=o.slice();u=u.slice(e+1);let l=b.sizeFromShape(u),a=t.length,c=this.defaultValue;if(c.length!==l&&c.length!==1){let f=this.defaultValueShape;de(()=>{let h=Pe(c,f);c=zn(h,u).dataSync()})}let p=0,d=0,m=0;for(let f=0;f<=a;++f){let h=f<a?t[f]:-1;if(h===m){++m;continue}if(d<m){let g=s.subarray(p*l),x=i.subarray(d*l),y=(m-d)*l;Yw(x,g,y)}if(f>=a){let g=n.length;h=Math.floor(g/l)}if(h>m)if(this.defaultValue.length===1)i.subarray(m*l,h*l).fill(this.defaultValue[0]),m=h;else for(;h>m;){let g=i.slice(m*l);Yw(g,c,l),++m}h<0?(p=f+1,d=m):(p=f,d=m,m=d+1)}}};function Yw(r,e,t){for(let n=0;n<t;n++)r[n]=e[n]}function Qw(r,e){let t=[];for(let n of r){if(n<0){if(!e)throw new Error(`Dimension ${n} must be >= 0`);if(n<-1)throw new Error(`Dimension ${n} must be >= -1`);n=-1}t.push(n)}return t}function Zw(r,e,t,n,o,s,i,u,l,a){return new ng(r,e,t,n,o,s,i,u,l,a).compute()}function Xa(r,e,t,n){let o=r===e,s=r<e&&t<0,i=e<r&&t>1;if(o||s||i)return b.makeZerosTypedArray(0,n);let u=Math.abs(Math.ceil((e-r)/t)),l=b.makeZerosTypedArray(u,n);e<r&&t===1&&(t=-1),l[0]=r;for(let a=1;a<l.length;a++)l[a]=l[a-1]+t;return l}var og=Ge(r=>1/Math.sqrt(r)),VJ=gt(Hr,og);function Jw(r,e,t,n,o,s,i,u,l,a){let c=[n/o,o],p=r.values,d=e.values;if(n===0)return he(t,e.dtype);let m=l instanceof or?l:he(c,e.dtype);typeof l=="string"||typeof l=="number"?m.values.fill(l):typeof l=="boolean"&&m.values.fill(+l);for(let f=0;f<s;f++){let h=[],g=0;for(let x=0;x<i;x++){let y=p[f*i+x];h.push(y),g+=y*u[x]}if(g<0||g>=n/o)throw new Error(`Invalid indices: ${h} does not index into ${t}`);for(let x=0;x<o;x++)a?m.values[g*o+x]+=d[f*o+x]:m.values[g*o+x]=e.rank===0?d[0]:d[f*o+x]}return m}var eC=Ge(r=>1/(1+Math.exp(-r))),XJ=Xl(qr,r=>1/(1+Math.exp(-r)));function ps(r,e,t,n,o){let s=Le.isSliceContinous(n,e,t),i=b.sizeFromShape(t),u=b.computeStrides(n);if(s){let p=Le.computeFlatOffset(e,u);return o==="string"?r.slice(p,p+i):r.subarray(p,p+i)}let l=o==="string"?w.fromUint8ToStringArray(r):r,a=he(n,o,l),c=he(t,o);for(let p=0;p<c.size;++p){let d=c.indexToLoc(p),m=d.map((f,h)=>f+e[h]);c.set(a.get(...m),...d)}return o==="string"?w.fromStringArrayToUint8(c.values):c.values}function tC(r,e,t,n,o,s,i){let u=e[0],l=s[0],a=new Array(l),c=new Array(u),p=e[1];if(l===0){if(u!==0)throw new Error(w.getSparseFillEmptyRowsIndicesDenseShapeMismatch(u));let g=b.getArrayFromDType(t,0),x=b.getArrayFromDType(o,0);return[g,[0,p],x,a,c]}let d=!0,m=0,f=new Array(l).fill(0);for(let g=0;g<u;++g){let x=r[g*p];if(x<0)throw new Error(w.getSparseFillEmptyRowsNegativeIndexErrorMessage(g,x));if(x>=l)throw new Error(w.getSparseFillEmptyRowsOutOfRangeIndexErrorMessage(g,x,l));++f[x],d=d&&x>=m,m=x}let h=!0;for(let g=0;g<l;++g){let x=f[g]===0;a[g]=x,h=h&&!x,f[g]=Math.max(f[g],1),g>0&&(f[g]+=f[g-1])}if(h&&d){let g=r,x=n;for(let y=0;y<u;++y)c[y]=y;return[g,[u,p],x,a,c]}else{let g=f[l-1],x=b.getArrayFromDType(t,g*p),y=b.getArrayFromDType(o,g),C=new Array(l).fill(0);for(let I=0;I<u;++I){let _=r[I*p],A=C[_],N=(_===0?0:f[_-1])+A;C[_]++;for(let F=0;F<p;++F)x[N*p+F]=r[I*p+F];y[N]=n[I],c[I]=N}for(let I=0;I<l;++I)if(C[I]===0){let A=I===0?0:f[I-1];x[A*p+0]=I;for(let N=1;N<p;++N)x[A*p+N]=0;y[A]=i}return[x,[g,p],y,a,c]}}function rC(r,e,t,n,o){let s=b.sizeFromShape(n),i=e[0],u=o.length,l=[],a=1,c=-1;for(let g=0;g<u;++g){let x=o[g];if(x===-1){if(c!==-1)throw new Error(w.getSparseReshapeMultipleNegativeOneOutputDimErrorMessage(c,g));c=g,l.push(1)}else{if(x<0)throw new Error(w.getSparseReshapeNegativeOutputDimErrorMessage(g,x));a*=x,l.push(x)}}if(c!==-1){if(a<=0)throw new Error(w.getSparseReshapeEmptyTensorZeroOutputDimErrorMessage());let g=Math.trunc(s/a);if(a*g!==s)throw new Error(w.getSparseReshapeInputOutputMultipleErrorMessage(n,l));l[c]=g}if(b.sizeFromShape(l)!==s)throw new Error(w.getSparseReshapeInputOutputMismatchErrorMessage(n,l));let d=n.length,m=[];if(d>0){m[d-1]=1;for(let g=d-2;g>=0;--g)m[g]=m[g+1]*n[g+1]}let f=[];if(u>0){f[u-1]=1;for(let g=u-2;g>=0;--g)f[g]=f[g+1]*l[g+1]}let h=b.getArrayFromDType(t,i*u);for(let g=0;g<i;++g){let x=0;for(let y=0;y<d;++y)x+=r[g*d+y]*m[y];for(let y=0;y<u;++y)h[g*u+y]=Math.trunc(x/f[y]),x%=f[y]}return[h,[i,u],l]}function nC(r,e,t,n,o,s=!1,i=0){let u=n.length,l=[e[0],r.length/e[0]],a=l[1],p=u>0?o[u-1]+1:0;if(p<0)throw new Error(w.getSparseSegmentReductionNegativeSegmentIdsErrorMessage());let d=e.slice();d[0]=p;let m=d.reduce((C,I)=>C*I,1),f=b.getArrayFromDType(t,m);if(u===0)return p>0&&f.fill(i),[f,d];if(p<=0)throw new Error(w.getSparseSegmentReductionNegativeSegmentIdsErrorMessage());let h=0,g=1,x=0,y=o[h];for(;;){let C=0;if(g<u){if(C=o[g],y===C){++g;continue}if(y>=C)throw new Error(w.getSparseSegmentReductionNonIncreasingSegmentIdsErrorMessage())}if(y<0||y>=p)throw new Error(w.getSparseSegmentReductionSegmentIdOutOfRangeErrorMessage(y,p));y>x&&f.fill(i,x*a,y*a);for(let I=h;I<g;++I){let _=n[I];if(_<0||_>=l[0])throw new Error(w.getSparseSegmentReductionIndicesOutOfRangeErrorMessage(I,n[I],l[0]));for(let A=0;A<a;A++)f[y*a+A]+=r[_*a+A]}if(s)for(let I=0;I<a;I++)f[y*a+I]/=g-h;if(h=g,++g,x=y+1,y=C,g>u)break}return x<p&&f.fill(i,x*a,p*a),[f,d]}var oC=Ge(r=>Math.sqrt(r)),uee=Xl(Kr,r=>Math.sqrt(r));var sg=be(((r,e)=>{let t=r-e;return t*t})),mee=ye(zo,sg);var ag=Ge((r,e)=>{let{pattern:t,replaceGlobal:n,rewrite:o}=e;return r.replace(new RegExp(t,n?"g":""),o)}),bee=gt(el,ag);function sC(r,e,t,n){let o=he(r,e.dtype);for(let s=0;s<o.size;s++){let i=o.indexToLoc(s),u=new Array(i.length);for(let l=0;l<u.length;l++)u[l]=i[l]*t[l]+n[l];o.set(e.get(...u),...i)}return o}var ig=class{constructor(e,t,n,o,s,i){this.separator=b.encodeString(e),this.nGramWidths=t,this.leftPad=b.encodeString(n),this.rightPad=b.encodeString(o),this.padWidth=s,this.preserveShort=i}getPadWidth(e){return Math.min(this.padWidth<0?e-1:this.padWidth,e-1)}getNumNGrams(e,t){let n=this.getPadWidth(t);return Math.max(0,e+2*n-t+1)}createNGrams(e,t,n,o,s,i){for(let u=0;u<s;++u){let l=this.getPadWidth(i),a=Math.max(0,l-u),c=Math.max(0,l-(s-(u+1))),p=i-(a+c),d=t+(a>0?0:u-l),m=0;m+=a*this.leftPad.length;for(let y=0;y<p;++y)m+=e[d+y].length;m+=c*this.rightPad.length;let f=a+c+p-1;m+=f*this.separator.length,n[o+u]=new Uint8Array(m);let h=n[o+u],g=0,x=y=>y.forEach(C=>h[g++]=C);for(let y=0;y<a;++y)x(this.leftPad),x(this.separator);for(let y=0;y<p-1;++y)x(e[d+y]),x(this.separator);if(p>0){x(e[d+p-1]);for(let y=0;y<c;++y)x(this.separator),x(this.rightPad)}else{for(let y=0;y<c-1;++y)x(this.rightPad),x(this.separator);x(this.rightPad)}}}compute(e,t){let n=e.length,o=t.length;if(o>0){let l=t[0];if(l!==0)throw new Error(`First split value must be 0, got ${l}`);for(let a=1;a<o;++a){let c=t[a]>=l;if(c=c&&t[a]<=n,!c)throw new Error(`Invalid split value ${t[a]}, must be in [${l}, ${n}]`);l=t[a]}if(l!==n)throw new Error(`Last split value must be data size. Expected ${n}, got ${l}`)}let s=o-1,i=b.getArrayFromDType("int32",o);if(n===0||o===0){let l=new Array(n);for(let a=0;a<=s;++a)i[a]=0;return[l,i]}i[0]=0;for(let l=1;l<=s;++l){let a=t[l]-t[l-1],c=0;this.nGramWidths.forEach(p=>{c+=this.getNumNGrams(a,p)}),this.preserveShort&&a>0&&c===0&&(c=1),i[l]=i[l-1]+c}let u=new Array(i[s]);for(let l=0;l<s;++l){let a=t[l],c=i[l];if(this.nGramWidths.forEach(p=>{let d=t[l+1]-t[l],m=this.getNumNGrams(d,p);this.createNGrams(e,a,u,c,m,p),c+=m}),this.preserveShort&&c===i[l]){let p=t[l+1]-t[l];if(p===0)continue;let d=p+2*this.padWidth;this.createNGrams(e,a,u,c,1,d)}}return[u,i]}};function Ya(r,e,t,n,o,s,i,u){return new ig(t,n,o,s,i,u).compute(r,e)}function IF(r,e,t,n){if(!r.length)return;if(e.length===0){for(let s=0;s<r.length;++s)n.push(r.subarray(s,s+1));return}if(e.length===1){let s=e[0],i=r.indexOf(s);for(;i!==-1;){let u=r.subarray(0,i);(!t||u.length!==0)&&n.push(u),r=r.subarray(i+1),i=r.indexOf(s)}(!t||r.length!==0)&&n.push(r);return}let o=0;for(let s=0;s<r.length+1;s++)if(s===r.length||e.indexOf(r[s])!==-1){let i=r.subarray(o,s);(!t||i.length!==0)&&n.push(i),o=s+1}}function Qa(r,e,t){let n=r.length,o=[],s=0,i=0,u=new Array(n);for(let d=0;d<n;++d){let m=o.length;IF(r[d],e,t,o);let f=o.length-m;u[d]=f,s+=f,i=Math.max(i,f)}let l=b.getArrayFromDType("int32",s*2),a=new Array(s),c=[n,i],p=0;for(let d=0;d<n;++d)for(let m=0;m<u[d];++m)l[p*2]=d,l[p*2+1]=m,a[p]=o[p],++p;return[l,a,c]}function Za(r,e){let t=b.getArrayFromDType("int32",r.length);for(let n=0;n<r.length;++n)t[n]=b.fingerPrint64(r[n]).modulo(e).getLowBitsUnsigned();return t}var ug=be(((r,e)=>r-e)),vF=cs(((r,e,t,n)=>({real:r-t,imag:e-n}))),Aee=ye("Sub",ug,vF);function aC(r,e){let t=new Array(r.rank);for(let o=0;o<t.length;o++)t[o]=r.shape[o]*e[o];let n=he(t,r.dtype);for(let o=0;o<n.values.length;++o){let s=n.indexToLoc(o),i=new Array(r.rank);for(let l=0;l<i.length;l++)i[l]=s[l]%r.shape[l];let u=r.locToIndex(i);n.values[o]=r.values[u]}return n}var Ja=(r,e)=>{let t=e.value-r.value;return t===0?r.index-e.index:t};function iC(r,e,t=0,n=r.length-1){for(;n>t;){if(n-t>600){let u=n-t+1,l=e-t+1,a=Math.log(u),c=.5*Math.exp(2*a/3),p=.5*Math.sqrt(a*c*(u-c)/u)*Math.sign(l-u/2),d=Math.max(t,Math.floor(e-l*c/u+p)),m=Math.min(n,Math.floor(e+(u-l)*c/u+p));iC(r,e,d,m)}let o=r[e],s=t,i=n;for(b.swap(r,t,e),Ja(r[n],o)>0&&b.swap(r,t,n);s<i;){for(b.swap(r,s,i),s++,i--;Ja(r[s],o)<0;)s=s+1;for(;Ja(r[i],o)>0;)i=i-1}Ja(r[t],o)===0?b.swap(r,t,i):(i=i+1,b.swap(r,i,n)),i<=e&&(t=i+1),e<=i&&(n=i-1)}}function uC(r,e,t,n,o){let s=e[e.length-1],[i,u]=[r.length/s,s],l=b.getTypedArrayFromDType(t,i*n),a=b.getTypedArrayFromDType("int32",i*n);for(let p=0;p<i;p++){let d=p*u,m=r.subarray(d,d+u),f=new Array(m.length);m.forEach((y,C)=>f[C]={value:y,index:C}),n<f.length&&(iC(f,n),f=f.slice(0,n)),o&&f.sort(Ja);let h=p*n,g=l.subarray(h,h+n),x=a.subarray(h,h+n);for(let y=0;y<n;y++)g[y]=f[y].value,x[y]=f[y].index}let c=e.slice();return c[c.length-1]=n,[he(c,t,l),he(c,"int32",a)]}function ei(r,e,t,n){let o=b.parseAxisParam(e,t)[0],s=[1,t[0],1];for(let f=0;f<o;f++)s[0]*=t[f];s[1]=t[o];for(let f=o+1;f<t.length;f++)s[2]*=t[f];let i=new Map,u=new Int32Array(t[o]),l=new or(s,n,r),a=[],c=s[0]===1&&s[2]===1;for(let f=0;f<t[o];f++){let h;if(c)h=r[f].toString();else{let x=[];for(let y=0;y<s[0];y++)for(let C=0;C<s[2];C++)x.push(l.get(y,f,C));h=x.join(",")}let g=i.get(h);if(g!=null)u[f]=g;else{let x=i.size;i.set(h,x),u[f]=x,a.push(f)}}let p=s.slice();p[1]=i.size;let d=new or(p,n);a.forEach((f,h)=>{for(let g=0;g<s[0];g++)for(let x=0;x<s[2];x++)d.set(l.get(g,f,x),g,h,x)});let m=t.slice();return m[o]=p[1],{outputValues:d.values,outputShape:m,indices:u}}function Gt(r){let{inputs:{x:e},attrs:{begin:t,size:n},backend:o}=r,[s,i]=Le.parseSliceParams(e,t,n),u=Le.isSliceContinous(e.shape,s,i),l=o.readSync(e.dataId),a=o.makeOutput(i,e.dtype),c=b.computeStrides(e.shape),p=o.dataIdMap.get(a.dataId);if(u){let f=Le.computeFlatOffset(s,c);return e.dtype==="string"?p.stringBytes=l.slice(f,f+b.sizeFromShape(i)):o.typedArrayFromHeap(a).set(l.subarray(f,f+b.sizeFromShape(i))),a}if(e.dtype==="string"){let f=ps(l,s,i,e.shape,e.dtype);return p.stringBytes=f,a}let d=o.typedArrayFromHeap(a),m=e.shape.length;if(m===2)SF(l,c[0],d,s,i);else if(m===3)_F(l,c[0],c[1],d,s,i);else if(m===4)kF(l,c[0],c[1],c[2],d,s,i);else{let f=ps(l,s,i,e.shape,e.dtype);d.set(f)}return a}function SF(r,e,t,n,o){let s=0,i=n[0],u=n[1],l=i+o[0];for(let a=i;a<l;a++){let c=a*e+u;t.set(r.subarray(c,c+o[1]),s),s+=o[1]}}function _F(r,e,t,n,o,s){let i=0,u=o[0],l=o[1],a=o[2],c=u+s[0],p=l+s[1];for(let d=u;d<c;d++)for(let m=l;m<p;m++){let f=d*e+m*t+a;n.set(r.subarray(f,f+s[2]),i),i+=s[2]}}function kF(r,e,t,n,o,s,i){let u=0,l=s[0],a=s[1],c=s[2],p=l+i[0],d=a+i[1],m=c+i[2],f=s[3];for(let h=l;h<p;h++)for(let g=a;g<d;g++)for(let x=c;x<m;x++){let y=h*e+g*t+x*n+f;o.set(r.subarray(y,y+i[3]),u),u+=i[3]}}var lC={kernelName:$n,backendName:"wasm",kernelFunc:Gt};function TF(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{blockShape:s,crops:i}=n,u=s.reduce((x,y)=>x*y),l=w.getReshaped(o.shape,s,u),a=w.getPermuted(l.length,s.length),c=w.getReshapedPermuted(o.shape,s,u),p=w.getSliceBeginCoords(i,s.length),d=w.getSliceSize(c,i,s.length),m=Oe({inputs:{x:o},backend:t,attrs:{shape:l}}),f=Mt({inputs:{x:m},backend:t,attrs:{perm:a}}),h=Oe({inputs:{x:f},backend:t,attrs:{shape:c}}),g=Gt({inputs:{x:h},backend:t,attrs:{begin:p,size:d}});return t.disposeData(m.dataId),t.disposeData(f.dataId),t.disposeData(h.dataId),g}var cC={kernelName:vu,backendName:"wasm",kernelFunc:TF};var pC;function EF(r){pC=r.wasm.cwrap(bn,null,["number","number","boolean","number","number","number"])}function RF(r){let{backend:e,inputs:t,attrs:n}=r,{x:o,weights:s}=t,{size:i}=n,u=s.shape.reduce((p,d)=>p*d,1)!==0,l=o.shape.length===1?[i]:[o.shape[0],i],a=e.makeOutput(l,s.dtype);function c(p){return e.dataIdMap.get(p.dataId).id}return pC(c(o),i,u,c(s),K[s.dtype],c(a)),a}var dC={kernelName:bn,backendName:"wasm",setupFunc:EF,kernelFunc:RF};var NF=!0,mC=se(Io,NF);function AF(r){let{inputs:e,backend:t}=r,{s0:n,s1:o}=e,s=t.typedArrayFromHeap(n),i=t.typedArrayFromHeap(o),u=w.assertAndGetBroadcastShape(Array.from(s),Array.from(i));return t.makeOutput([u.length],"int32",void 0,new Int32Array(u))}var fC={kernelName:Su,backendName:"wasm",kernelFunc:AF};function xt(r){let{inputs:{x:e},attrs:{dtype:t},backend:n}=r,o=n.makeOutput(e.shape,t),s=n.typedArrayFromHeap(e);return n.typedArrayFromHeap(o).set(s),o}var hC={kernelName:br,backendName:"wasm",kernelFunc:xt};var gC=G(vo);var xC;function $F(r){xC=r.wasm.cwrap(zs,null,["number","number","number","number"])}function FF(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{clipValueMin:s,clipValueMax:i}=n,u=t.dataIdMap.get(o.dataId).id,l=t.makeOutput(o.shape,o.dtype),a=t.dataIdMap.get(l.dataId).id;return xC(u,s,i,a),l}var bC={kernelName:zs,backendName:"wasm",setupFunc:$F,kernelFunc:FF};function cg(r){let{inputs:e,backend:t}=r,n=b.parseAxisParam(r.attrs.axis,e[0].shape)[0],o=e.map(m=>m.shape);w.assertParamsConsistent(o,n);let s=w.computeOutShape(e.map(m=>m.shape),n),i=e.filter(m=>b.sizeFromShape(m.shape)>0);if(i.length===1)return Hn({inputs:{x:i[0]},backend:t});let u=t.makeOutput(s,e[0].dtype);if(b.sizeFromShape(s)===0)return u;if(i[0].dtype==="string"){let m=i.map(C=>{let _=[-1,b.sizeFromShape(C.shape.slice(n))];return Oe({inputs:{x:C},backend:t,attrs:{shape:_}})}),f=m.map(C=>({vals:t.readSync(C.dataId),shape:C.shape}));s=w.computeOutShape(m.map(C=>C.shape),1);let h=m[0].shape[0]===1,g=qa(f,s,e[0].dtype,h),x=w.computeOutShape(i.map(C=>C.shape),n);u.shape=x;let y=t.dataIdMap.get(u.dataId);return y.stringBytes=w.fromStringArrayToUint8(g),m.forEach(C=>t.disposeData(C.dataId)),u}let l=b.sizeFromShape(i[0].shape.slice(0,n)),a=0,c=i.map(m=>{let f=b.sizeFromShape(m.shape.slice(n));return a+=f,f}),p=i.map(m=>t.typedArrayFromHeap(m)),d=t.typedArrayFromHeap(u);for(let m=0;m<l;m++){let f=m*a;for(let h=0;h<p.length;h++){let g=c[h],x=m*g,y=p[h].subarray(x,x+g);d.set(y,f),f+=g}}return u}var yC={kernelName:So,backendName:"wasm",kernelFunc:cg};var wC;function DF(r){wC=r.wasm.cwrap(yn,null,["number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number"])}function MF(r){let{inputs:e,attrs:t,backend:n}=r,{x:o,filter:s}=e,i=n.dataIdMap.get(o.dataId).id,u=n.dataIdMap.get(s.dataId).id,{strides:l,dilations:a,pad:c,dimRoundingMode:p,dataFormat:d}=t,m=w.convertConv2DDataFormat(d),f=w.computeConv2DInfo(o.shape,s.shape,l,a,c,p,!1,m),h=f.filterHeight,g=f.filterWidth,x=f.padInfo.top,y=f.padInfo.right,C=f.padInfo.bottom,I=f.padInfo.left,_=f.dilationHeight,A=f.dilationWidth,N=f.strideHeight,F=f.strideWidth,O=f.inChannels,B=f.outChannels,q=f.padInfo.type==="SAME"?1:0;if(f.dataFormat!=="channelsLast")throw new Error(`wasm backend Conv2D does not support dataFormat:'${f.dataFormat}'. Please use 'channelsLast'.`);let j=n.makeOutput(f.outShape,"float32"),ue=n.dataIdMap.get(j.dataId).id;return wC(i,o.shape[0],o.shape[1],o.shape[2],u,h,g,x,y,C,I,q,_,A,N,F,O,B,ue),j}var CC={kernelName:yn,backendName:"wasm",setupFunc:DF,kernelFunc:MF};var IC;function PF(r){IC=r.wasm.cwrap(qs,null,["number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number"])}function OF(r){let{backend:e,inputs:t,attrs:n}=r,{dy:o,filter:s}=t,{strides:i,pad:u,dataFormat:l,dimRoundingMode:a,inputShape:c}=n,p=1,d=w.convertConv2DDataFormat(l),m=w.computeConv2DInfo(c,s.shape,i,p,u,a,!1,d),{batchSize:f,filterHeight:h,filterWidth:g,inChannels:x,inHeight:y,inWidth:C,outChannels:I,outHeight:_,outWidth:A,strideHeight:N,strideWidth:F}=m,O=h-1-m.padInfo.top,B=g-1-m.padInfo.left,q=m.dataFormat==="channelsLast",j=b.computeStrides(m.inShape),ue=b.computeStrides(o.shape),[fe,ge,ve]=b.computeStrides(s.shape),le=j[0],ke=q?j[1]:j[2],Qe=q?j[2]:1,Xe=q?1:j[1],at=ue[0],De=q?ue[1]:ue[2],Be=q?ue[2]:1,xe=q?1:ue[1],Ot=e.makeOutput(m.inShape,"float32"),At=e.dataIdMap.get(Ot.dataId).id,mr=e.dataIdMap.get(o.dataId).id,Ns=e.dataIdMap.get(s.dataId).id;return IC(mr,Ns,f,h,g,y,C,x,_,A,I,N,F,O,B,fe,ge,ve,le,ke,Qe,Xe,at,De,Be,xe,At),Ot}var vC={kernelName:qs,backendName:"wasm",setupFunc:PF,kernelFunc:OF};var SC;function BF(r){SC=r.wasm.cwrap(Ks,null,["number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number"])}function LF(r){let{inputs:e,backend:t,attrs:n}=r,{x:o,filter:s}=e,{strides:i,pad:u,dilations:l}=n;if(o.dtype!=="float32")throw new Error(`Tensor x must have dtype float32, got ${o.dtype}`);if(s.dtype!=="float32")throw new Error(`Tensor filter must have dtype float32, got ${s.dtype}`);let a=w.computeConv3DInfo(o.shape,s.shape,i,l,u),c=t.makeOutput(a.outShape,o.dtype);return SC(t.dataIdMap.get(o.dataId).id,t.dataIdMap.get(s.dataId).id,t.dataIdMap.get(c.dataId).id,a.batchSize,a.inDepth,a.inHeight,a.inWidth,a.inChannels,a.outDepth,a.outHeight,a.outWidth,a.outChannels,a.strideDepth,a.strideHeight,a.strideWidth,a.dilationDepth,a.dilationHeight,a.dilationWidth,a.filterDepth,a.filterHeight,a.filterWidth,a.padInfo.front,a.padInfo.top,a.padInfo.left),c}var _C={kernelName:Ks,backendName:"wasm",setupFunc:BF,kernelFunc:LF};var kC;function UF(r){kC=r.wasm.cwrap(js,null,["number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number"])}function WF(r){let{inputs:e,backend:t,attrs:n}=r,{x:o,dy:s}=e,{strides:i,pad:u,filterShape:l}=n;if(o.dtype!=="float32")throw new Error(`Tensor dy must have dtype float32, got ${o.dtype}`);if(s.dtype!=="float32")throw new Error(`Tensor filter must have dtype float32, got ${s.dtype}`);let a=w.computeConv3DInfo(o.shape,l,i,1,u),c=t.makeOutput(a.filterShape,s.dtype);return kC(t.dataIdMap.get(o.dataId).id,t.dataIdMap.get(s.dataId).id,t.dataIdMap.get(c.dataId).id,a.batchSize,a.inDepth,a.inHeight,a.inWidth,a.inChannels,a.outDepth,a.outHeight,a.outWidth,a.outChannels,a.strideDepth,a.strideHeight,a.strideWidth,a.dilationDepth,a.dilationHeight,a.dilationWidth,a.filterDepth,a.filterHeight,a.filterWidth,a.padInfo.front,a.padInfo.top,a.padInfo.left),c}var TC={kernelName:js,backendName:"wasm",setupFunc:UF,kernelFunc:WF};var EC;function VF(r){EC=r.wasm.cwrap(Xs,null,["number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number"])}function GF(r){let{inputs:e,backend:t,attrs:n}=r,{dy:o,filter:s}=e,{pad:i,strides:u,inputShape:l}=n;if(o.dtype!=="float32")throw new Error(`Tensor dy must have dtype float32, got ${o.dtype}`);if(s.dtype!=="float32")throw new Error(`Tensor filter must have dtype float32, got ${s.dtype}`);let a=w.computeConv3DInfo(l,s.shape,u,1,i),c=t.makeOutput(a.inShape,o.dtype);return EC(t.dataIdMap.get(s.dataId).id,t.dataIdMap.get(o.dataId).id,t.dataIdMap.get(c.dataId).id,a.batchSize,a.inDepth,a.inHeight,a.inWidth,a.inChannels,a.outDepth,a.outHeight,a.outWidth,a.outChannels,a.strideDepth,a.strideHeight,a.strideWidth,a.dilationDepth,a.dilationHeight,a.dilationWidth,a.filterDepth,a.filterHeight,a.filterWidth,a.padInfo.front,a.padInfo.top,a.padInfo.left),c}var RC={kernelName:Xs,backendName:"wasm",setupFunc:VF,kernelFunc:GF};var NC=G("Cos");var AC=G(ku);var dg;(function(r){r[r.bilinear=0]="bilinear",r[r.nearest=1]="nearest"})(dg||(dg={}));var $C;function zF(r){$C=r.wasm.cwrap(wn,null,["number","number","number","number","array","number","number","number","number","number"])}function HF(r){let{backend:e,inputs:t,attrs:n}=r,{method:o,extrapolationValue:s,cropSize:i}=n,{image:u,boxes:l,boxInd:a}=t,c=l.shape[0],[p,d]=i,m=[c,p,d,u.shape[3]],f=e.dataIdMap.get(u.dataId),h;u.dtype!=="float32"&&(h=xt({backend:e,inputs:{x:u},attrs:{dtype:"float32"}}),f=e.dataIdMap.get(h.dataId));let g=f.id,x=e.dataIdMap.get(l.dataId).id,y=e.dataIdMap.get(a.dataId).id,C=e.makeOutput(m,"float32"),I=e.dataIdMap.get(C.dataId).id,_=new Uint8Array(new Int32Array(u.shape).buffer);return $C(g,x,y,c,_,p,d,dg[o],s,I),h!=null&&e.disposeData(h.dataId),C}var FC={kernelName:wn,backendName:"wasm",setupFunc:zF,kernelFunc:HF};var DC;function qF(r){DC=r.wasm.cwrap(Ys,null,["number","number","number","number","number","number"])}function KF(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{axis:s,exclusive:i,reverse:u}=n,l=o.shape.length;b.assert(o.dtype==="float32"||o.dtype==="int32",()=>`cumprod does not support ${o.dtype} tensors in the WASM backend`);let a=w.getAxesPermutation([s],l),c=o;a!==null&&(c=Mt({inputs:{x:o},attrs:{perm:a},backend:t}));let p=w.getInnerMostAxes(1,l)[0];w.assertAxesAreInnerMostDims("cumprod",[p],l);let d=t.makeOutput(c.shape,c.dtype),m=c.shape[p],f=t.dataIdMap.get(c.dataId).id,h=t.dataIdMap.get(d.dataId).id;DC(f,i?1:0,u?1:0,m,h,K[o.dtype]);let g=d;if(a!==null){let x=w.getUndoAxesPermutation(a);g=Mt({inputs:{x:d},attrs:{perm:x},backend:t}),t.disposeData(c.dataId),t.disposeData(d.dataId)}return g}var MC={kernelName:Ys,backendName:"wasm",setupFunc:qF,kernelFunc:KF};var PC;function jF(r){PC=r.wasm.cwrap(Qs,null,["number","number","number","number","number","number"])}function XF(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{axis:s,exclusive:i,reverse:u}=n,l=o.shape.length;b.assert(o.dtype==="float32"||o.dtype==="int32",()=>`cumsum does not support ${o.dtype} tensors in the WASM backend`);let a=w.getAxesPermutation([s],l),c=o;a!==null&&(c=Mt({inputs:{x:o},attrs:{perm:a},backend:t}));let p=w.getInnerMostAxes(1,l)[0];w.assertAxesAreInnerMostDims("cumsum",[p],l);let d=t.makeOutput(c.shape,c.dtype),m=c.shape[p],f=t.dataIdMap.get(c.dataId).id,h=t.dataIdMap.get(d.dataId).id;PC(f,i?1:0,u?1:0,m,h,K[o.dtype]);let g=d;if(a!==null){let x=w.getUndoAxesPermutation(a);g=Mt({inputs:{x:d},attrs:{perm:x},backend:t}),t.disposeData(c.dataId),t.disposeData(d.dataId)}return g}var OC={kernelName:Qs,backendName:"wasm",setupFunc:jF,kernelFunc:XF};var BC;function YF(r){BC=r.wasm.cwrap("DenseBincount",null,["number","array","number","number","boolean","number","number","boolean","number"])}function QF(r){let{backend:e,inputs:t,attrs:n}=r,{x:o,weights:s}=t,{size:i,binaryOutput:u}=n,l=s.shape.reduce((d,m)=>d*m,1)!==0,a=o.shape.length===1?[i]:[o.shape[0],i],c=e.makeOutput(a,s.dtype);function p(d){return e.dataIdMap.get(d.dataId).id}return BC(p(o),new Uint8Array(new Int32Array(o.shape).buffer),o.shape.length,i,l,p(s),K[s.dtype],u,p(c)),c}var LC={kernelName:Tu,backendName:"wasm",setupFunc:YF,kernelFunc:QF};var UC;function ZF(r){UC=r.wasm.cwrap(Zs,null,["number","number","number","array","number","array","array","number","number"])}function JF(r){let{backend:e,inputs:t,attrs:n}=r,{x:o}=t,{blockSize:s,dataFormat:i}=n,u=o.shape[0],l=i==="NHWC"?o.shape[1]:o.shape[2],a=i==="NHWC"?o.shape[2]:o.shape[3],c=i==="NHWC"?o.shape[3]:o.shape[1],p=l*s,d=a*s,m=c/(s*s),f=i==="NHWC"?[u,p,d,m]:[u,m,p,d],h=e.makeOutput(f,"float32"),x=e.dataIdMap.get(o.dataId).id,y=new Uint8Array(new Int32Array(b.computeStrides(o.shape)).buffer),C=new Uint8Array(new Int32Array(f).buffer),I=new Uint8Array(new Int32Array(b.computeStrides(f)).buffer),_=e.dataIdMap.get(h.dataId).id;return UC(x,s,i==="NHWC"?1:0,y,o.shape.length-1,C,I,f.length,_),h}var WC={kernelName:Zs,backendName:"wasm",setupFunc:ZF,kernelFunc:JF};var VC;function eD(r){VC=r.wasm.cwrap(Cn,null,["number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number"])}function tD(r){let{inputs:e,attrs:t,backend:n}=r,{x:o,filter:s}=e,i=n.dataIdMap.get(o.dataId).id,u=n.dataIdMap.get(s.dataId).id,{strides:l,dilations:a,pad:c,dimRoundingMode:p}=t,d=a??[1,1],m=w.computeConv2DInfo(o.shape,s.shape,l,d,c,p,!0),f=m.filterHeight,h=m.filterWidth,g=m.padInfo.top,x=m.padInfo.right,y=m.padInfo.bottom,C=m.padInfo.left,I=m.dilationHeight,_=m.dilationWidth,A=m.strideHeight,N=m.strideWidth,F=m.inChannels,O=m.outChannels,B=m.padInfo.type==="SAME"?1:0;if(m.dataFormat!=="channelsLast")throw new Error(`wasm backend DepthwiseConv2dNative does not support dataFormat:'${m.dataFormat}'. Please use 'channelsLast'.`);let q=n.makeOutput(m.outShape,"float32"),j=n.dataIdMap.get(q.dataId).id;return VC(i,o.shape[0],o.shape[1],o.shape[2],u,f,h,g,x,y,C,B,I,_,A,N,F,O,j),q}var GC={kernelName:Cn,backendName:"wasm",setupFunc:eD,kernelFunc:tD};var zC;function rD(r){zC=r.wasm.cwrap("Diag",null,["number","number","number","number"])}function nD(r){let{inputs:e,backend:t}=r,{x:n}=e,o=b.sizeFromShape(n.shape),s=t.makeOutput([...n.shape,...n.shape],n.dtype);return zC(t.dataIdMap.get(n.dataId).id,K[n.dtype],o,t.dataIdMap.get(s.dataId).id),s}var HC={kernelName:Eu,backendName:"wasm",setupFunc:rD,kernelFunc:nD};var qC;function oD(r){qC=r.wasm.cwrap(Js,null,["number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number"])}function sD(r){let{inputs:e,backend:t,attrs:n}=r,{x:o,filter:s}=e,{strides:i,pad:u,dilations:l}=n;if(o.dtype!==s.dtype)throw new Error(`Dilation2D error: x must have the same dtype as filter. Got ${o.dtype} and ${s.dtype}`);let a=w.computeDilation2DInfo(o.shape,s.shape,i,u,"NHWC",l),c=t.makeOutput(a.outShape,o.dtype);return qC(t.dataIdMap.get(o.dataId).id,t.dataIdMap.get(s.dataId).id,t.dataIdMap.get(c.dataId).id,K[o.dtype],a.batchSize,a.inChannels,a.inHeight,a.inWidth,a.outHeight,a.outWidth,a.strideHeight,a.strideWidth,a.dilationHeight,a.dilationWidth,a.filterHeight,a.filterWidth,a.padInfo.top,a.padInfo.left),c}var KC={kernelName:Js,backendName:"wasm",setupFunc:oD,kernelFunc:sD};var jC;function aD(r){jC=r.wasm.cwrap(Uf,null,["number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number"])}function iD(r){let{inputs:e,backend:t,attrs:n}=r,{x:o,filter:s,dy:i}=e,{strides:u,pad:l,dilations:a}=n;if(o.dtype!==s.dtype||o.dtype!==i.dtype)throw new Error(`Dilation2DBackpropFilter error: x must have the same dtype as filter and dy. Got ${o.dtype}, ${s.dtype}, and ${i.dtype}`);let c=w.computeDilation2DInfo(o.shape,s.shape,u,l,"NHWC",a),p=t.makeOutput(s.shape,s.dtype);return jC(t.dataIdMap.get(o.dataId).id,t.dataIdMap.get(s.dataId).id,t.dataIdMap.get(i.dataId).id,t.dataIdMap.get(p.dataId).id,K[o.dtype],c.batchSize,c.inChannels,c.inHeight,c.inWidth,c.outHeight,c.outWidth,c.strideHeight,c.strideWidth,c.dilationHeight,c.dilationWidth,c.filterHeight,c.filterWidth,c.padInfo.top,c.padInfo.left),p}var XC={kernelName:Uf,backendName:"wasm",setupFunc:aD,kernelFunc:iD};var YC;function uD(r){YC=r.wasm.cwrap(Lf,null,["number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number"])}function lD(r){let{inputs:e,backend:t,attrs:n}=r,{x:o,filter:s,dy:i}=e,{strides:u,pad:l,dilations:a}=n;if(o.dtype!==s.dtype||o.dtype!==i.dtype)throw new Error(`Dilation2DBackpropInput error: x must have the same dtype as filter and dy. Got ${o.dtype}, ${s.dtype}, and ${i.dtype}`);let c=w.computeDilation2DInfo(o.shape,s.shape,u,l,"NHWC",a),p=t.makeOutput(o.shape,o.dtype);return YC(t.dataIdMap.get(o.dataId).id,t.dataIdMap.get(s.dataId).id,t.dataIdMap.get(i.dataId).id,t.dataIdMap.get(p.dataId).id,K[o.dtype],c.batchSize,c.inChannels,c.inHeight,c.inWidth,c.outHeight,c.outWidth,c.strideHeight,c.strideWidth,c.dilationHeight,c.dilationWidth,c.filterHeight,c.filterWidth,c.padInfo.top,c.padInfo.left),p}var QC={kernelName:Lf,backendName:"wasm",setupFunc:uD,kernelFunc:lD};var ZC=G("Elu");var JC;function cD(r){JC=r.wasm.cwrap(ea,null,["number","number","number"])}function pD(r){let{inputs:e,backend:t}=r,{dy:n,y:o}=e,s=t.makeOutput(o.shape,"float32"),i=u=>t.dataIdMap.get(u.dataId).id;return JC(i(o),i(n),i(s)),s}var eI={kernelName:ea,backendName:"wasm",setupFunc:cD,kernelFunc:pD};var dD=!1,tI=se(ko,dD,"bool");var rI=G("Erf");var nI=G("Exp","float32");function Yl(r){let{inputs:e,attrs:t,backend:n}=r,{input:o}=e,{dim:s}=t,i=o.shape.length,u=o.shape.slice(),l=s;return s<0&&(b.assert(-(i+1)<=s,()=>`Axis must be in the interval [${-(i+1)}, ${i}]`),l=i+s+1),u.splice(l,0,1),Oe({inputs:{x:o},backend:n,attrs:{shape:u}})}var oI={kernelName:To,backendName:"wasm",kernelFunc:Yl};var sI=G(Eo,"float32");function fg(r){let{attrs:{shape:e,value:t},backend:n}=r,{attrs:{dtype:o}}=r;o=o||b.inferDtype(t);let s=n.makeOutput(e,o);return n.typedArrayFromHeap(s).fill(t),s}var aI={kernelName:Ro,backendName:"wasm",kernelFunc:fg};var iI;function mD(r){iI=r.wasm.cwrap(In,null,["number","number","number","number","number","number"])}function fD(r){let{inputs:e,backend:t}=r,{image:n}=e,o=t.makeOutput(n.shape,n.dtype),s=t.dataIdMap.get(n.dataId).id,i=t.dataIdMap.get(o.dataId).id,[u,l,a,c]=n.shape;return iI(s,u,l,a,c,i),o}var uI={kernelName:In,backendName:"wasm",kernelFunc:fD,setupFunc:mD};var lI=G(No);var hD=!1,cI=se(Ur,hD);var pI;function gD(r){pI=r.wasm.cwrap(ta,null,["number","number","number","number","number","number","number"])}function xD(r){let{backend:e,inputs:t,attrs:n}=r,{varianceEpsilon:o}=n,{x:s,mean:i,variance:u,offset:l,scale:a}=t,c=e.dataIdMap.get(s.dataId).id,p=e.dataIdMap.get(i.dataId).id,d=e.dataIdMap.get(u.dataId).id,m=l!=null?e.dataIdMap.get(l.dataId).id:0,f=a!=null?e.dataIdMap.get(a.dataId).id:0,h=e.makeOutput(s.shape,s.dtype);if(b.sizeFromShape(s.shape)===0)return h;let g=e.dataIdMap.get(h.dataId).id;return pI(c,p,d,m,f,o,g),h}var dI={kernelName:ta,backendName:"wasm",setupFunc:gD,kernelFunc:xD};var mI;function bD(r){mI=r.wasm.cwrap(Ia,null,["number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number"])}function yD(r){let{inputs:e,attrs:t,backend:n}=r,{x:o,filter:s,bias:i,preluActivationWeights:u}=e,{strides:l,pad:a,dilations:c,dataFormat:p,dimRoundingMode:d,activation:m,leakyreluAlpha:f}=t,h=w.computeConv2DInfo(o.shape,s.shape,l,c,a,d),g=Jr[m];if(g==null)throw new Error(`${m} activation not yet supported for FusedConv2D in the wasm backend.`);let x=n.dataIdMap.get(o.dataId).id,y=n.dataIdMap.get(s.dataId).id,C=h.outChannels,I=0;if(i!=null){let Be=n.dataIdMap.get(i.dataId);if(Be.shape.length!==1)throw new Error(`FusedConv2D only supports rank-1 bias but got rank ${Be.shape.length}.`);if(Be.shape[0]!==C)throw new Error(`FusedConv2D bias shape (${Be.shape}) does not match the number of output channels (${C})`);I=Be.id}let _=h.filterHeight,A=h.filterWidth,N=h.padInfo.top,F=h.padInfo.right,O=h.padInfo.bottom,B=h.padInfo.left,q=h.dilationHeight,j=h.dilationWidth,ue=h.strideHeight,fe=h.strideWidth,ge=h.inChannels,ve=h.padInfo.type==="SAME"?1:0,le=h.batchSize,ke=h.inHeight,Qe=h.inWidth;if(p!=="NHWC")throw new Error(`wasm backend FusedConv2D does not support dataFormat:'${p}'. Please use 'NHWC'.`);let Xe=n.makeOutput(h.outShape,"float32"),at=n.dataIdMap.get(Xe.dataId).id,De=u==null?0:n.dataIdMap.get(u.dataId).id;return mI(x,le,ke,Qe,y,_,A,I,N,F,O,B,ve,q,j,ue,fe,ge,C,g,De,f||0,at),Xe}var fI={kernelName:Ia,backendName:"wasm",setupFunc:bD,kernelFunc:yD};var hI;function wD(r){hI=r.wasm.cwrap(va,null,["number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number"])}function CD(r){let{inputs:e,attrs:t,backend:n}=r,{x:o,filter:s,bias:i,preluActivationWeights:u}=e,{strides:l,pad:a,dilations:c,dataFormat:p,dimRoundingMode:d,activation:m,leakyreluAlpha:f}=t,h=w.computeConv2DInfo(o.shape,s.shape,l,c,a,d,!0),g=Jr[m];if(g==null)throw new Error(`${m} activation not yet supported for FusedDepthwiseConv2D in the wasm backend.`);let x=n.dataIdMap.get(o.dataId).id,y=n.dataIdMap.get(s.dataId).id,C=h.outChannels,I=0;if(i!=null){let Be=n.dataIdMap.get(i.dataId);if(Be.shape.length!==1)throw new Error(`FusedDepthwiseConv2D only supports rank-1 bias but got rank ${Be.shape.length}.`);if(Be.shape[0]!==C)throw new Error(`FusedDepthwiseConv2D bias shape (${Be.shape}) does not match the number of output channels (${C})`);I=Be.id}let _=h.filterHeight,A=h.filterWidth,N=h.padInfo.top,F=h.padInfo.right,O=h.padInfo.bottom,B=h.padInfo.left,q=h.dilationHeight,j=h.dilationWidth,ue=h.strideHeight,fe=h.strideWidth,ge=h.inChannels,ve=h.padInfo.type==="SAME"?1:0,le=h.batchSize,ke=h.inHeight,Qe=h.inWidth;if(p!=="NHWC")throw new Error(`wasm backend FusedDepthwiseConv2D does not support dataFormat:'${p}'. Please use 'NHWC'.`);let Xe=n.makeOutput(h.outShape,"float32"),at=n.dataIdMap.get(Xe.dataId).id,De=u==null?0:n.dataIdMap.get(u.dataId).id;return hI(x,le,ke,Qe,y,_,A,I,N,F,O,B,ve,q,j,ue,fe,ge,C,g,De,f||0,at),Xe}var gI={kernelName:va,backendName:"wasm",setupFunc:wD,kernelFunc:CD};var xI;function ID(r){xI=r.wasm.cwrap(ra,null,["number","number","number","number","number","number","array","number"])}function vD(r){let{backend:e,inputs:t}=r,{params:n,indices:o}=t,[s,i,u,l]=Vl.prepareAndValidate(n,o),a=e.makeOutput(s,n.dtype);if(i===0)return a;let c=o.shape,p=c[c.length-1],m=e.dataIdMap.get(n.dataId).id,h=e.dataIdMap.get(o.dataId).id,g=new Uint8Array(new Int32Array(l).buffer),x=e.dataIdMap.get(a.dataId).id;return xI(m,K[n.dtype],h,i,p,u,g,x),a}var bI={kernelName:ra,backendName:"wasm",setupFunc:ID,kernelFunc:vD};var yI;function SD(r){yI=r.wasm.cwrap("Gather",null,["number","number","array","number","number","number","array","number"])}function _D(r){let{backend:e,inputs:t,attrs:n}=r,{x:o,indices:s}=t,{axis:i,batchDims:u}=n,l=b.parseAxisParam(i,o.shape)[0],a=e.readSync(s.dataId),c=o.shape[l];for(let O=0;O<a.length;++O){let B=a[O];b.assert(B<=c-1&&B>=0,()=>`GatherV2: the index value ${B} is not in [0, ${c-1}]`)}let p=w.segment_util.collectGatherOpShapeInfo(o,s,l,u),d=Oe({inputs:{x:o},attrs:{shape:[p.batchSize,p.outerSize,p.dimSize,p.sliceSize]},backend:e}),m=b.sizeFromShape(s.shape),f=Oe({inputs:{x:s},attrs:{shape:[p.batchSize,m/p.batchSize]},backend:e}),h=[p.batchSize,p.outerSize,m/p.batchSize,p.sliceSize],g=e.makeOutput(h,o.dtype);if(b.sizeFromShape(o.shape)===0)return g;let x=d.shape.length-1,C=e.dataIdMap.get(d.dataId).id,_=e.dataIdMap.get(f.dataId).id,A=e.dataIdMap.get(g.dataId).id,N=new Uint8Array(new Int32Array(b.computeStrides(d.shape)).buffer),F=new Uint8Array(new Int32Array(b.computeStrides(h)).buffer);return yI(C,K[o.dtype],N,x,_,p.batchSize,F,A),e.disposeData(d.dataId),e.disposeData(f.dataId),g.shape=p.outputShape,g}var wI={kernelName:Nu,backendName:"wasm",setupFunc:SD,kernelFunc:_D};var kD=!1,CI=se(Wr,kD,"bool");var TD=!1,II=se(Ao,TD,"bool");var vI=G($u,"bool");var SI=G(Fu,"bool");var _I=G(Du,"bool");var kI;function ED(r){kI=r.wasm.cwrap(vn,null,["number","number","number","number"])}function RD(r){let{inputs:{x:e},attrs:{alpha:t},backend:n}=r,o=n.dataIdMap.get(e.dataId).id,s=n.makeOutput(e.shape,"float32");if(b.sizeFromShape(e.shape)!==0){let i=n.dataIdMap.get(s.dataId).id;kI(o,K[e.dtype],t,i)}return s}var TI={kernelName:vn,backendName:"wasm",setupFunc:ED,kernelFunc:RD};var ND=!1,EI=se($o,ND,"bool");var AD=!1,RI=se(Vr,AD,"bool");var NI;function $D(r){NI=r.wasm.cwrap(na,null,["number","number","number","number"])}function FD(r){let{attrs:e,backend:t}=r,{start:n,stop:o,num:s}=e,i=Math.floor(s),u=t.makeOutput([i],"float32");return NI(t.dataIdMap.get(u.dataId).id,n,o,i),u}var AI={kernelName:na,backendName:"wasm",setupFunc:$D,kernelFunc:FD};var $I=G("Log");var FI=G(Mu);var DD=!1,DI=se(Pu,DD,"bool");var MI=G(Ou);var MD=!1,PI=se(Bu,MD,"bool");var PD=!1,OI=se(Qx,PD,"bool");var BI;function OD(r){BI=r.wasm.cwrap("LRN",null,["number","number","number","number","number","number","number"])}function BD(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{depthRadius:s,bias:i,alpha:u,beta:l}=n;if(o.dtype!=="float32")throw new Error("LRN error: x must have dtype float32");let a=t.makeOutput(o.shape,o.dtype);return BI(t.dataIdMap.get(o.dataId).id,t.dataIdMap.get(a.dataId).id,o.shape[3],s,i,u,l),a}var LI={kernelName:"LRN",backendName:"wasm",setupFunc:OD,kernelFunc:BD};var UI;function LD(r){UI=r.wasm.cwrap(oa,null,["number","number","number","number","number","number","number","number","number"])}function UD(r){let{inputs:e,backend:t,attrs:n}=r,{x:o,y:s,dy:i}=e,{depthRadius:u,bias:l,alpha:a,beta:c}=n;if(o.dtype!=="float32"||s.dtype!=="float32"||i.dtype!=="float32")throw new Error("LRNGrad error: x, y, and dy must have dtype float32");let p=t.makeOutput(o.shape,o.dtype);return UI(t.dataIdMap.get(o.dataId).id,t.dataIdMap.get(s.dataId).id,t.dataIdMap.get(i.dataId).id,t.dataIdMap.get(p.dataId).id,i.shape[3],u,l,a,c),p}var WI={kernelName:oa,backendName:"wasm",setupFunc:LD,kernelFunc:UD};var VI;function WD(r){VI=r.wasm.cwrap("Max",null,["number","number","number","number"])}function VD(r){let{backend:e,inputs:t,attrs:n}=r,{reductionIndices:o,keepDims:s}=n,{x:i}=t,l=e.dataIdMap.get(i.dataId).id,a=i,{transposed:c,axes:p,originalAxes:d,inputWasTransposed:m}=ct(i,o,e);if(m){let C=e.dataIdMap.get(c.dataId).id;a=c,l=C}let f=a.shape.length;w.assertAxesAreInnerMostDims("max",p,f);let[h,g]=w.computeOutAndReduceShapes(a.shape,p),x=b.sizeFromShape(g),y=e.makeOutput(h,i.dtype);if(b.sizeFromShape(a.shape)!==0){let C=e.dataIdMap.get(y.dataId).id;VI(l,K[i.dtype],x,C)}if(m&&e.disposeData(c.dataId),s){let C=w.expandShapeToKeepDim(y.shape,d);y.shape=C}return y}var GI={kernelName:"Max",backendName:"wasm",setupFunc:WD,kernelFunc:VD};var GD=!1,zI=se(Gr,GD);var HI;function zD(r){HI=r.wasm.cwrap(sa,null,["number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number"])}function HD(r){let{inputs:e,attrs:t,backend:n}=r,o=e.x,s=n.dataIdMap.get(o.dataId).id;b.assert(o.dtype==="float32",()=>`Error in MaxPool: only float32 input is supported. Got ${o.dtype}.`);let{filterSize:i,strides:u,pad:l,dimRoundingMode:a}=t,c=w.computePool2DInfo(o.shape,i,u,1,l,a),p=c.filterHeight,d=c.filterWidth,m=c.padInfo.top,f=c.padInfo.right,h=c.padInfo.bottom,g=c.padInfo.left,x=c.dilationHeight,y=c.dilationWidth,C=c.strideHeight,I=c.strideWidth,_=c.inChannels,A=c.outChannels;if(c.dataFormat!=="channelsLast")throw new Error(`wasm backend does not support dataFormat:'${c.dataFormat}'. Please use 'channelsLast'.`);let N=n.makeOutput(c.outShape,"float32"),F=n.dataIdMap.get(N.dataId).id;return HI(s,o.shape[0],o.shape[1],o.shape[2],p,d,m,f,h,g,x,y,C,I,_,A,F),N}var qI={kernelName:sa,backendName:"wasm",setupFunc:zD,kernelFunc:HD};var KI;function qD(r){KI=r.wasm.cwrap("MaxPool3D",null,["number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number"])}function KD(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{filterSize:s,strides:i,pad:u,dimRoundingMode:l,dataFormat:a}=n,c=w.computePool3DInfo(o.shape,s,i,1,u,l,a),p=t.makeOutput(c.outShape,o.dtype);return KI(t.dataIdMap.get(o.dataId).id,t.dataIdMap.get(p.dataId).id,c.batchSize,c.inChannels,c.inDepth,c.inHeight,c.inWidth,c.outDepth,c.outHeight,c.outWidth,c.strideDepth,c.strideHeight,c.strideWidth,c.dilationDepth,c.dilationHeight,c.dilationWidth,c.effectiveFilterDepth,c.effectiveFilterHeight,c.effectiveFilterWidth,c.padInfo.front,c.padInfo.top,c.padInfo.left),p}var jI={kernelName:Uu,backendName:"wasm",setupFunc:qD,kernelFunc:KD};var XI;function jD(r){XI=r.wasm.cwrap("MaxPool3DGrad",null,["number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number"])}function XD(r){let{inputs:e,backend:t,attrs:n}=r,{dy:o,input:s}=e,{filterSize:i,strides:u,pad:l,dimRoundingMode:a}=n,c=w.computePool3DInfo(s.shape,i,u,1,l,a),p=t.makeOutput(s.shape,s.dtype);return XI(t.dataIdMap.get(s.dataId).id,t.dataIdMap.get(o.dataId).id,t.dataIdMap.get(p.dataId).id,c.batchSize,c.inChannels,c.inDepth,c.inHeight,c.inWidth,c.outDepth,c.outHeight,c.outWidth,c.strideDepth,c.strideHeight,c.strideWidth,c.dilationDepth,c.dilationHeight,c.dilationWidth,c.effectiveFilterDepth,c.effectiveFilterHeight,c.effectiveFilterWidth,c.padInfo.front,c.padInfo.top,c.padInfo.left),p}var YI={kernelName:Wu,backendName:"wasm",setupFunc:jD,kernelFunc:XD};var QI;function YD(r){QI=r.wasm.cwrap("MaxPoolGrad",null,["number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number","number"])}function QD(r){let{inputs:e,backend:t,attrs:n}=r,{dy:o,input:s}=e,{filterSize:i,strides:u,pad:l,dimRoundingMode:a}=n,c=w.computePool2DInfo(s.shape,i,u,1,l,a),p=t.makeOutput(s.shape,s.dtype);return QI(t.dataIdMap.get(s.dataId).id,t.dataIdMap.get(o.dataId).id,t.dataIdMap.get(p.dataId).id,c.batchSize,c.inChannels,c.inHeight,c.inWidth,c.outHeight,c.outWidth,c.strideHeight,c.strideWidth,c.dilationHeight,c.dilationWidth,c.effectiveFilterHeight,c.effectiveFilterWidth,c.padInfo.top,c.padInfo.left),p}var ZI={kernelName:Lu,backendName:"wasm",setupFunc:YD,kernelFunc:QD};var JI;function ZD(r){JI=r.wasm.cwrap("MaxPoolWithArgmax",null,["number","number","number","number","boolean","number","number","number","number","number","number","number","number","number","number","number","number","number","number"])}function JD(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{filterSize:s,strides:i,pad:u,includeBatchInIndex:l}=n;b.assert(o.shape.length===4,()=>`Error in maxPool: input must be rank 4 but got rank ${o.shape.length}.`);let a=[1,1];b.assert(w.eitherStridesOrDilationsAreOne(i,a),()=>`Error in maxPool: Either strides or dilations must be 1. Got strides ${i} and dilations '${a}'`);let c=w.computePool2DInfo(o.shape,s,i,[1,1],u),p=t.makeOutput(c.outShape,o.dtype),d=t.makeOutput(c.outShape,"int32");return JI(t.dataIdMap.get(o.dataId).id,t.dataIdMap.get(p.dataId).id,t.dataIdMap.get(d.dataId).id,K[o.dtype],l,c.batchSize,c.inChannels,c.inHeight,c.inWidth,c.outHeight,c.outWidth,c.strideHeight,c.strideWidth,c.dilationHeight,c.dilationWidth,c.effectiveFilterHeight,c.effectiveFilterWidth,c.padInfo.top,c.padInfo.left),[p,d]}var ev={kernelName:Vu,backendName:"wasm",setupFunc:ZD,kernelFunc:JD};var tv;function eM(r){tv=r.wasm.cwrap(Sn,null,["number, number, number"])}function tM(r){let{backend:e,inputs:t,attrs:n}=r,{axis:o,keepDims:s}=n,{x:i}=t,u=e.dataIdMap.get(i.dataId).id,l=u,a=i,{transposed:c,axes:p,originalAxes:d,inputWasTransposed:m}=ct(i,o,e),f=p;if(m){let I=e.dataIdMap.get(c.dataId).id;I!==u&&(a=c,l=I,f=w.getInnerMostAxes(f.length,a.shape.length))}w.assertAxesAreInnerMostDims("mean",f,a.shape.length);let[h,g]=w.computeOutAndReduceShapes(a.shape,f),x=b.sizeFromShape(g),y=a;a.dtype!=="float32"&&(y=xt({backend:e,inputs:{x:a},attrs:{dtype:"float32"}}),l=e.dataIdMap.get(y.dataId).id);let C=e.makeOutput(h,"float32");if(b.sizeFromShape(a.shape)!==0){let I=e.dataIdMap.get(C.dataId).id;tv(l,x,I)}if(m&&e.disposeData(c.dataId),s){let I=w.expandShapeToKeepDim(C.shape,d);C.shape=I}return a.dtype!=="float32"&&e.disposeData(y.dataId),C}var rv={kernelName:Sn,backendName:"wasm",setupFunc:eM,kernelFunc:tM};var nv;function rM(r){nv=r.wasm.cwrap("Min",null,["number","number","number","number"])}function nM(r){let{backend:e,inputs:t,attrs:n}=r,{axis:o,keepDims:s}=n,{x:i}=t,u=e.dataIdMap.get(i.dataId).id,l=u,a=i,{transposed:c,axes:p,originalAxes:d,inputWasTransposed:m}=ct(i,o,e);if(m){let C=e.dataIdMap.get(c.dataId).id;C!==u&&(a=c,l=C)}let f=a.shape.length;w.assertAxesAreInnerMostDims("min",p,f);let[h,g]=w.computeOutAndReduceShapes(a.shape,p),x=b.sizeFromShape(g),y=e.makeOutput(h,a.dtype);if(b.sizeFromShape(a.shape)!==0){let C=e.dataIdMap.get(y.dataId).id;nv(l,K[i.dtype],x,C)}if(m&&e.disposeData(c.dataId),s){let C=w.expandShapeToKeepDim(y.shape,d);y.shape=C}return y}var ov={kernelName:"Min",backendName:"wasm",setupFunc:rM,kernelFunc:nM};var oM=!1,sv=se(Fo,oM);var hg;(function(r){r[r.reflect=0]="reflect",r[r.symmetric=1]="symmetric"})(hg||(hg={}));var av;function sM(r){av=r.wasm.cwrap(aa,null,["number","array","number","number","array","array","number","number"])}function aM(r){let{inputs:{x:e},backend:t,attrs:{paddings:n,mode:o}}=r,s=n.map((f,h)=>f[0]+e.shape[h]+f[1]),i=t.dataIdMap.get(e.dataId).id,u=t.makeOutput(s,e.dtype),l=t.dataIdMap.get(u.dataId).id,a=new Uint8Array(new Int32Array(e.shape).buffer),c=n.map(f=>f[0]),p=n.map(f=>f[1]),d=new Uint8Array(new Int32Array(c).buffer),m=new Uint8Array(new Int32Array(p).buffer);return av(i,a,e.shape.length,K[e.dtype],d,m,hg[o],l),u}var iv={kernelName:aa,backendName:"wasm",kernelFunc:aM,setupFunc:sM};var uv;function iM(r){uv=r.wasm.cwrap(ga,null,["number","number","number","number"])}function gg(r){let{backend:e,inputs:{logits:t},attrs:{dim:n}}=r,o=e.dataIdMap.get(t.dataId).id,s=e.makeOutput(t.shape,t.dtype),i=e.dataIdMap.get(s.dataId).id,u=t.shape[n],l=b.sizeFromShape(t.shape)/u;return b.sizeFromShape(s.shape)===0||uv(o,i,u,l),s}var lv={kernelName:ga,backendName:"wasm",setupFunc:iM,kernelFunc:gg};var cv;function uM(r){cv=r.wasm.cwrap(ia,null,["number","number","number","number","number","number"])}function lM(r){let{inputs:e,backend:t,attrs:n}=r,{logits:o}=e,{numSamples:s,seed:i,normalized:u}=n;if(o.dtype!=="float32")throw new Error(`Tensor logits must have dtype float32, got ${o.dtype}`);let l=u?o:gg({inputs:{logits:o},backend:t,attrs:{dim:o.shape.length-1}}),[a,c]=l.shape,p=t.makeOutput([a,s],"int32");return cv(t.dataIdMap.get(l.dataId).id,a,c,s,i,t.dataIdMap.get(p.dataId).id),u||t.disposeData(l.dataId),p}var pv={kernelName:ia,backendName:"wasm",setupFunc:uM,kernelFunc:lM};var dv=se("Mod",!0);var cM=!0,mv=se(zr,cM);var fv=G("Neg");function ds(r,e){let t=new Int32Array(r.wasm.HEAPU8.buffer,e,4),n=t[0],o=t[1],s=t[2],i=t[3];return r.wasm._free(e),{pSelectedIndices:n,selectedSize:o,pSelectedScores:s,pValidOutputs:i}}var hv;function pM(r){hv=r.wasm.cwrap(_n,"number",["number","number","number","number","number"])}function dM(r){let{backend:e,inputs:t,attrs:n}=r,{iouThreshold:o,maxOutputSize:s,scoreThreshold:i}=n,{boxes:u,scores:l}=t,a=e.dataIdMap.get(u.dataId).id,c=e.dataIdMap.get(l.dataId).id,p=hv(a,c,s,o,i),{pSelectedIndices:d,selectedSize:m,pSelectedScores:f,pValidOutputs:h}=ds(e,p);return e.wasm._free(f),e.wasm._free(h),e.makeOutput([m],"int32",d)}var gv={kernelName:_n,backendName:"wasm",setupFunc:pM,kernelFunc:dM};var xv;function mM(r){xv=r.wasm.cwrap(kn,"number",["number","number","number","number","number","bool"])}function fM(r){let{backend:e,inputs:t,attrs:n}=r,{iouThreshold:o,maxOutputSize:s,scoreThreshold:i,padToMaxOutputSize:u}=n,{boxes:l,scores:a}=t,c=e.dataIdMap.get(l.dataId).id,p=e.dataIdMap.get(a.dataId).id,d=xv(c,p,s,o,i,u),{pSelectedIndices:m,selectedSize:f,pSelectedScores:h,pValidOutputs:g}=ds(e,d);e.wasm._free(h);let x=e.makeOutput([f],"int32",m),y=e.makeOutput([],"int32",g);return[x,y]}var bv={kernelName:kn,backendName:"wasm",setupFunc:mM,kernelFunc:fM};var yv;function hM(r){yv=r.wasm.cwrap(Tn,"number",["number","number","number","number","number","number"])}function gM(r){let{backend:e,inputs:t,attrs:n}=r,{iouThreshold:o,maxOutputSize:s,scoreThreshold:i,softNmsSigma:u}=n,{boxes:l,scores:a}=t,c=e.dataIdMap.get(l.dataId).id,p=e.dataIdMap.get(a.dataId).id,d=yv(c,p,s,o,i,u),{pSelectedIndices:m,selectedSize:f,pSelectedScores:h,pValidOutputs:g}=ds(e,d);e.wasm._free(g);let x=e.makeOutput([f],"int32",m),y=e.makeOutput([f],"float32",h);return[x,y]}var wv={kernelName:Tn,backendName:"wasm",setupFunc:hM,kernelFunc:gM};var xM=!1,Cv=se(Do,xM,"bool");var Iv;function bM(r){Iv=r.wasm.cwrap(ua,null,["number","number","number","number","number"])}function yM(r){let{inputs:e,backend:t,attrs:n}=r,{indices:o}=e,{dtype:s,depth:i,onValue:u,offValue:l}=n,a=t.makeOutput([...o.shape,i],s),c=t.dataIdMap.get(a.dataId).id,d=t.dataIdMap.get(o.dataId).id;return Iv(d,i,u,l,c),a}var vv={kernelName:ua,backendName:"wasm",setupFunc:bM,kernelFunc:yM};function wM(r){let{inputs:{x:e},backend:t}=r,n=t.makeOutput(e.shape,e.dtype);return t.typedArrayFromHeap(n).fill(1),n}var Sv={kernelName:Gu,backendName:"wasm",kernelFunc:wM};function CM(r){let{inputs:e,backend:t,attrs:n}=r,{axis:o}=n;if(e.length===1)return Yl({inputs:{input:e[0]},backend:t,attrs:{dim:o}});let s=e[0].shape,i=e[0].dtype;e.forEach(c=>{b.assertShapesMatch(s,c.shape,"All tensors passed to stack must have matching shapes"),b.assert(i===c.dtype,()=>"All tensors passed to stack must have matching dtypes")});let u=[],l=e.map(c=>{let p=Yl({inputs:{input:c},backend:t,attrs:{dim:o}});return u.push(p),p}),a=cg({inputs:l,backend:t,attrs:{axis:o}});return u.forEach(c=>t.disposeData(c.dataId)),a}var _v={kernelName:zu,backendName:"wasm",kernelFunc:CM};var kv;function IM(r){kv=r.wasm.cwrap(En,null,["number","array","number","number","array","array","number","number"])}function vM(r){let{inputs:{x:e},backend:t,attrs:{paddings:n,constantValue:o}}=r,s=n.map((h,g)=>h[0]+e.shape[g]+h[1]);if(b.sizeFromShape(e.shape)===0)return fg({backend:t,attrs:{shape:s,value:o,dtype:e.dtype}});let i=t.dataIdMap.get(e.dataId).id,u=t.makeOutput(s,e.dtype),a=t.dataIdMap.get(u.dataId).id,c=new Uint8Array(new Int32Array(e.shape).buffer),p=n.map(h=>h[0]),d=n.map(h=>h[1]),m=new Uint8Array(new Int32Array(p).buffer),f=new Uint8Array(new Int32Array(d).buffer);return kv(i,c,e.shape.length,K[e.dtype],m,f,o,a),u}var ec={kernelName:En,backendName:"wasm",kernelFunc:vM,setupFunc:IM};var SM=!1,Tv=se("Pow",SM);var Ev;function _M(r){Ev=r.wasm.cwrap(Rn,null,["number","number","number"])}function kM(r){let{inputs:e,backend:t}=r,{x:n,alpha:o}=e,s=t.dataIdMap.get(n.dataId).id,i=t.dataIdMap.get(o.dataId).id,u=s,l=n,a=l;l.dtype!=="float32"&&(a=xt({backend:t,inputs:{x:n},attrs:{dtype:"float32"}}),u=t.dataIdMap.get(a.dataId).id);let c=t.makeOutput(n.shape,"float32"),p=t.dataIdMap.get(c.dataId).id;return Ev(u,i,p),l.dtype!=="float32"&&t.disposeData(a.dataId),c}var Rv={kernelName:Rn,backendName:"wasm",setupFunc:_M,kernelFunc:kM};var Nv;function TM(r){Nv=r.wasm.cwrap(Mo,null,["number","number","number","number"])}function EM(r){let{backend:e,inputs:t,attrs:n}=r,{axis:o,keepDims:s}=n,{x:i}=t,u=e.dataIdMap.get(i.dataId).id,l=u,a=i,{transposed:c,axes:p,originalAxes:d,inputWasTransposed:m}=ct(i,o,e),f=p;if(m){let C=e.dataIdMap.get(c.dataId).id;C!==u&&(a=c,l=C,f=w.getInnerMostAxes(f.length,a.shape.length))}w.assertAxesAreInnerMostDims("prod",f,a.shape.length);let[h,g]=w.computeOutAndReduceShapes(a.shape,f),x=b.sizeFromShape(g),y=e.makeOutput(h,a.dtype);if(b.sizeFromShape(a.shape)!==0){let C=e.dataIdMap.get(y.dataId).id;Nv(l,x,K[y.dtype],C)}if(m&&e.disposeData(c.dataId),s){let C=w.expandShapeToKeepDim(y.shape,d);y.shape=C}return y}var Av={kernelName:Mo,backendName:"wasm",setupFunc:TM,kernelFunc:EM};var RM=r=>{let{backend:e,attrs:t}=r,{start:n,stop:o,step:s,dtype:i}=t,u=Xa(n,o,s,i),l=e.makeOutput([u.length],i);return e.typedArrayFromHeap(l).set(u),l},$v={kernelName:Po,backendName:"wasm",kernelFunc:RM};var NM=!0,Fv=se(_o,NM);var Dv=G(Hu);var Mv=G(Oo);var Pv=G(Lo);var Ov;function AM(r){Ov=r.wasm.cwrap(An,null,["number","number","number","number","number","number","number","number","number","number"])}function $M(r){let{backend:e,inputs:t,attrs:n}=r,{images:o}=t,{alignCorners:s,halfPixelCenters:i,size:u}=n,[l,a]=u,[c,p,d,m]=o.shape,f=[c,l,a,m],h=e.dataIdMap.get(o.dataId),g;h.dtype!=="float32"&&(g=xt({backend:e,inputs:{x:o},attrs:{dtype:"float32"}}),h=e.dataIdMap.get(g.dataId));let x=h.id,y=e.makeOutput(f,"float32");if(b.sizeFromShape(o.shape)===0)return y;let C=e.dataIdMap.get(y.dataId).id;return Ov(x,c,p,d,m,l,a,s?1:0,i?1:0,C),g!=null&&e.disposeData(g.dataId),y}var Bv={kernelName:An,backendName:"wasm",setupFunc:AM,kernelFunc:$M};var Lv;function FM(r){Lv=r.wasm.cwrap(pa,null,["number","number","number","array","array","boolean"])}function DM(r){let{inputs:e,backend:t,attrs:n}=r,{images:o,dy:s}=e,{alignCorners:i}=n,u=t.makeOutput(o.shape,"float32"),l=t.dataIdMap.get(o.dataId),a;return l.dtype!=="float32"&&(a=xt({backend:t,inputs:{x:o},attrs:{dtype:"float32"}}),l=t.dataIdMap.get(a.dataId)),Lv(t.dataIdMap.get(o.dataId).id,t.dataIdMap.get(s.dataId).id,t.dataIdMap.get(u.dataId).id,new Uint8Array(new Int32Array(o.shape).buffer),new Uint8Array(new Int32Array(s.shape).buffer),i),a!=null&&t.disposeData(a.dataId),u}var Uv={kernelName:pa,backendName:"wasm",setupFunc:FM,kernelFunc:DM};var Wv;function MM(r){Wv=r.wasm.cwrap(Nn,null,["number","number","number","number","number","number","number","number","number","number"])}function PM(r){let{backend:e,inputs:t,attrs:n}=r,{images:o}=t,{alignCorners:s,halfPixelCenters:i,size:u}=n,[l,a]=u,[c,p,d,m]=o.shape,f=[c,l,a,m],h=e.makeOutput(f,"float32");if(b.sizeFromShape(o.shape)===0)return h;let g=e.dataIdMap.get(o.dataId),x;g.dtype!=="float32"&&(x=xt({backend:e,inputs:{x:o},attrs:{dtype:"float32"}}),g=e.dataIdMap.get(x.dataId));let y=g.id,C=e.dataIdMap.get(h.dataId).id;return Wv(y,c,p,d,m,l,a,s?1:0,i?1:0,C),x!=null&&e.disposeData(x.dataId),h}var Vv={kernelName:Nn,backendName:"wasm",setupFunc:MM,kernelFunc:PM};var Gv;function OM(r){Gv=r.wasm.cwrap(ca,null,["number","number","number","array","array","boolean"])}function BM(r){let{inputs:e,backend:t,attrs:n}=r,{images:o,dy:s}=e,{alignCorners:i}=n,u=t.makeOutput(o.shape,"float32"),l=t.dataIdMap.get(o.dataId),a;return l.dtype!=="float32"&&(a=xt({backend:t,inputs:{x:o},attrs:{dtype:"float32"}}),l=t.dataIdMap.get(a.dataId)),Gv(t.dataIdMap.get(o.dataId).id,t.dataIdMap.get(s.dataId).id,t.dataIdMap.get(u.dataId).id,new Uint8Array(new Int32Array(o.shape).buffer),new Uint8Array(new Int32Array(s.shape).buffer),i),a!=null&&t.disposeData(a.dataId),u}var zv={kernelName:ca,backendName:"wasm",setupFunc:OM,kernelFunc:BM};var Hv;function LM(r){Hv=r.wasm.cwrap(da,null,["number","array","number","array","number","number"])}function UM(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{dims:s}=n,i=b.parseAxisParam(s,o.shape);if(o.shape.length===0)return Hn({inputs:{x:o},backend:t});let u=t.makeOutput(o.shape,o.dtype),l=t.dataIdMap.get(o.dataId).id,a=t.dataIdMap.get(u.dataId).id,c=new Uint8Array(new Int32Array(i).buffer),p=new Uint8Array(new Int32Array(o.shape).buffer);Hv(l,c,i.length,p,o.shape.length,a);let d=Oe({inputs:{x:u},attrs:{shape:o.shape},backend:t});return t.disposeData(u.dataId),d}var qv={kernelName:da,backendName:"wasm",kernelFunc:UM,setupFunc:LM};var Kv;function WM(r){Kv=r.wasm.cwrap(Mn,null,["number","number","number","number","number","number","number","number","array","number","number"])}function VM(r){let{inputs:e,backend:t,attrs:n}=r,{image:o}=e,{radians:s,fillValue:i,center:u}=n,l=t.makeOutput(o.shape,o.dtype),a=t.dataIdMap.get(o.dataId).id,c=t.dataIdMap.get(l.dataId).id,[p,d,m,f]=o.shape,[h,g]=w.getImageCenter(u,d,m),x=i===0,y=255,C=typeof i=="number"?[i,i,i,x?0:y]:[...i,y],I=new Uint8Array(new Int32Array(C).buffer);return Kv(a,p,d,m,f,s,h,g,I,C.length,c),l}var jv={kernelName:Mn,backendName:"wasm",kernelFunc:VM,setupFunc:WM};var Xv=G(Uo);var Yv=G(Hr);var Qv;function GM(r){Qv=r.wasm.cwrap(ma,null,["number","number","number","number","number","number","array","number","number"])}function zM(r){let{backend:e,inputs:t,attrs:n}=r,{indices:o,updates:s}=t,{shape:i}=n,u=e.makeOutput(i,s.dtype);if(b.sizeFromShape(i)===0)return u;let{sliceRank:l,numUpdates:a,sliceSize:c,strides:p,outputSize:d}=as.calculateShapes(s,o,i),f=e.dataIdMap.get(o.dataId).id,g=e.dataIdMap.get(s.dataId).id,x=new Uint8Array(new Int32Array(p).buffer),y=e.dataIdMap.get(u.dataId).id;return Qv(f,g,K[s.dtype],l,a,c,x,d,y),u}var Zv={kernelName:ma,backendName:"wasm",setupFunc:GM,kernelFunc:zM};var Jv;function HM(r){Jv=r.wasm.cwrap(ha,null,["number","number","number","number","number","number","bool","number"])}function qM(r){let{inputs:e,backend:t,attrs:n}=r,{sortedSequence:o,values:s}=e,{side:i}=n;if(o.dtype!==s.dtype)throw new Error(`SearchSorted error: sorted_sequence must have the same dtype as values. Got ${o.dtype} and ${s.dtype}`);let u=t.makeOutput(s.shape,"int32");function l(a){return t.dataIdMap.get(a.dataId).id}return Jv(l(o),l(s),o.shape[0],o.shape[1],s.shape[1],K[o.dtype],i==="left",l(u)),u}var e0={kernelName:ha,backendName:"wasm",setupFunc:HM,kernelFunc:qM};var t0;function KM(r){t0=r.wasm.cwrap("SelectV2",null,["number","number","number","number","number"])}function jM(r){let{inputs:e,backend:t}=r,{condition:n,t:o,e:s}=e,i=t.dataIdMap.get(n.dataId).id,u=t.dataIdMap.get(o.dataId).id,l=t.dataIdMap.get(s.dataId).id,a=t.makeOutput(o.shape,o.dtype),c=t.dataIdMap.get(a.dataId).id,p=n.shape.length,d=o.shape.length,m=p===0||p>1||d===1?1:b.sizeFromShape(o.shape.slice(1));return t0(i,u,l,m,c),a}var r0={kernelName:Wo,backendName:"wasm",kernelFunc:jM,setupFunc:KM};var n0=G(qu);var o0;function XM(r){o0=r.wasm.cwrap(qr,null,["number","number"])}function YM(r){let{backend:e,inputs:{x:t}}=r,n=e.dataIdMap.get(t.dataId).id,o=e.makeOutput(t.shape,t.dtype),s=e.dataIdMap.get(o.dataId).id;return b.sizeFromShape(o.shape)===0||o0(n,s),o}var s0={kernelName:"Sigmoid",backendName:"wasm",setupFunc:XM,kernelFunc:YM};var a0=G(Vo);var i0=G("Sin");var u0=G(Ku);var l0=G(ju);function QM(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{blockShape:s,paddings:i}=n,u=b.sizeFromShape(s),l=[[0,0]];l.push(...i);for(let A=1+s.length;A<o.shape.length;++A)l.push([0,0]);let a=ec.kernelFunc({inputs:{x:o},backend:t,attrs:{paddings:l,constantValue:0}}),c=w.getReshaped(a.shape,s,u,!1),p=w.getPermuted(c.length,s.length,!1),d=w.getReshapedPermuted(a.shape,s,u,!1),h=Oe({inputs:{x:a},backend:t,attrs:{shape:c}}),y=Mt({inputs:{x:h},backend:t,attrs:{perm:p}}),_=Oe({inputs:{x:y},backend:t,attrs:{shape:d}});return t.disposeData(a.dataId),t.disposeData(h.dataId),t.disposeData(y.dataId),_}var c0={kernelName:Xu,backendName:"wasm",kernelFunc:QM};var p0;function ZM(r){p0=r.wasm.cwrap("SparseFillEmptyRows","number",["number","number","number","number","number","number","number","number","number","number","number","number"])}function JM(r){let{backend:e,inputs:t}=r,{indices:n,values:o,denseShape:s,defaultValue:i}=t,u=n.shape[0],l=n.shape[1],a=e.readSync(s.dataId)[0],c=[u+a,l],p=e.dataIdMap.get(n.dataId).id,d=e.dataIdMap.get(o.dataId).id,m=e.dataIdMap.get(i.dataId).id,f=e.makeOutput(c,n.dtype),h=e.dataIdMap.get(f.dataId).id,g=e.makeOutput(c.slice(0,1),o.dtype),x=e.dataIdMap.get(g.dataId).id,y=e.makeOutput([a],"bool"),C=e.dataIdMap.get(y.dataId).id,I=e.makeOutput([u],n.dtype),_=e.dataIdMap.get(I.dataId).id,A=e.makeOutput([4],"int32"),N=e.dataIdMap.get(A.dataId).id,F=p0(p,d,K[o.dtype],u,a,l,m,h,x,C,_,N),O=e.readSync(A.dataId),B;switch(O[0]){case 1:{B=w.getSparseFillEmptyRowsIndicesDenseShapeMismatch(O[1]);break}case 2:{B=w.getSparseFillEmptyRowsNegativeIndexErrorMessage(O[1],O[2]);break}case 3:B=w.getSparseFillEmptyRowsOutOfRangeIndexErrorMessage(O[1],O[2],O[3]);break;default:B=""}if(e.disposeData(A.dataId),B)throw e.disposeData(f.dataId),e.disposeData(g.dataId),e.disposeData(y.dataId),e.disposeData(I.dataId),new Error(B);let q=f,j=g;return F!==c[0]&&(q=Gt({inputs:{x:f},attrs:{begin:0,size:[F,l]},backend:e}),j=Gt({inputs:{x:g},attrs:{begin:0,size:F},backend:e}),e.disposeData(f.dataId),e.disposeData(g.dataId)),[q,j,y,I]}var d0={kernelName:Yu,backendName:"wasm",setupFunc:ZM,kernelFunc:JM};var m0;function eP(r){m0=r.wasm.cwrap(xa,null,["number","number","number","number","number","number","number"])}function tP(r){let{backend:e,inputs:t}=r,{inputIndices:n,inputShape:o,newShape:s}=t;if(n.shape.length!==2)throw new Error(`Input indices should be a matrix but received shape
        ${n.shape}`);if(o.shape.length!==1)throw new Error(`Input shape should be a vector but received shape
        ${o.shape}`);if(s.shape.length!==1)throw new Error(`Target shape should be a vector but received shape ${s.shape}`);let i=e.dataIdMap.get(n.dataId).id,u=e.dataIdMap.get(o.dataId).id,l=e.dataIdMap.get(s.dataId).id,a=n.shape[0],c=b.sizeFromShape(s.shape),p=e.makeOutput([a,c],n.dtype),d=e.dataIdMap.get(p.dataId).id,m=e.makeOutput([c],s.dtype),f=e.dataIdMap.get(m.dataId).id,h=e.makeOutput([3],"int32"),g=e.dataIdMap.get(h.dataId).id;m0(i,u,l,a,d,f,g);let x=e.readSync(h.dataId),y;switch(x[0]){case 0:{y=w.getSparseReshapeMultipleNegativeOneOutputDimErrorMessage(x[1],x[2]);break}case 1:{y=w.getSparseReshapeNegativeOutputDimErrorMessage(x[1],x[2]);break}case 2:y=w.getSparseReshapeEmptyTensorZeroOutputDimErrorMessage();break;case 3:{let C=Array.from(e.readSync(o.dataId)),I=Array.from(e.readSync(m.dataId));y=w.getSparseReshapeInputOutputMultipleErrorMessage(C,I);break}case 4:{let C=Array.from(e.readSync(o.dataId)),I=Array.from(e.readSync(m.dataId));y=w.getSparseReshapeInputOutputMismatchErrorMessage(C,I);break}default:y=""}if(e.disposeData(h.dataId),y)throw e.disposeData(p.dataId),e.disposeData(m.dataId),new Error(y);return[p,m]}var f0={kernelName:xa,backendName:"wasm",setupFunc:eP,kernelFunc:tP};var h0;function tc(r){h0=r.wasm.cwrap("SparseSegmentReduction",null,["number","number","number","number","number","number","number","number","number"])}function rc(r,e){let{backend:t,inputs:n}=r,{data:o,indices:s,segmentIds:i}=n,u=s.shape[0],l=t.readSync(i.dataId,u-1,u)[0],c=u>0?l+1:0;if(c<0)throw new Error(w.getSparseSegmentReductionNegativeSegmentIdsErrorMessage());let p=o.shape.slice();p[0]=c;let d=t.dataIdMap.get(o.dataId).id,m=t.dataIdMap.get(s.dataId).id,f=t.dataIdMap.get(i.dataId).id,h=t.makeOutput(p,o.dtype),g=t.dataIdMap.get(h.dataId).id,x=t.makeOutput([4],"int32"),y=t.dataIdMap.get(x.dataId).id;h0(d,K[o.dtype],o.shape[0],m,f,g,y,e,0);let C=t.readSync(x.dataId),I;switch(C[0]){case 0:{I=w.getSparseSegmentReductionNegativeSegmentIdsErrorMessage();break}case 1:{I=w.getSparseSegmentReductionNonIncreasingSegmentIdsErrorMessage();break}case 2:I=w.getSparseSegmentReductionSegmentIdOutOfRangeErrorMessage(C[1],C[2]);break;case 3:I=w.getSparseSegmentReductionIndicesOutOfRangeErrorMessage(C[1],C[2],C[3]);break;default:I=""}if(t.disposeData(x.dataId),I)throw t.disposeData(h.dataId),new Error(I);return h}function rP(r){return rc(r,!0)}var g0={kernelName:Qu,backendName:"wasm",setupFunc:tc,kernelFunc:rP};function nP(r){return rc(r,!1)}var x0={kernelName:Zu,backendName:"wasm",setupFunc:tc,kernelFunc:nP};var b0;function oP(r){b0=r.wasm.cwrap(ba,null,["number","number","number","number","number","number","number","number","array","number","number"])}function sP(r){let{backend:e,inputs:t,attrs:n}=r,{sparseIndices:o,sparseValues:s,defaultValue:i}=t,{outputShape:u}=n,l=e.makeOutput(u,i.dtype);if(b.sizeFromShape(u)===0)return l;let{sliceRank:a,numUpdates:c,sliceSize:p,strides:d,outputSize:m}=w.calculateShapes(s,o,u),f=e.dataIdMap.get(o.dataId).id,h=e.dataIdMap.get(s.dataId).id,g=e.dataIdMap.get(i.dataId).id,x=new Uint8Array(new Int32Array(d).buffer),y=e.dataIdMap.get(l.dataId).id;return b0(f,h,s.shape.length,g,K[i.dtype],a,c,p,x,m,y),l}var y0={kernelName:ba,backendName:"wasm",setupFunc:oP,kernelFunc:sP};function aP(r){let{inputs:e,attrs:t,backend:n}=r,{x:o}=e,{numOrSizeSplits:s,axis:i}=t,u=b.parseAxisParam(i,o.shape)[0],l=w.prepareSplitSize(o,s,u),a=new Array(o.shape.length).fill(0),c=o.shape.slice();return l.map(p=>{let d=[...c];d[u]=p;let m=Gt({inputs:{x:o},attrs:{begin:a,size:d},backend:n});return a[u]+=p,m})}var w0={kernelName:Go,backendName:"wasm",kernelFunc:aP};var C0=G(Kr);var I0=G(Ju);var iP=!0,v0=se(zo,iP);var S0;function uP(r){S0=r.wasm.cwrap(Dn,null,["number","number","number","number"])}function lP(r){let{backend:e,inputs:t,attrs:n}=r,{alpha:o}=n,{x:s}=t,i=e.dataIdMap.get(s.dataId).id,u=e.makeOutput(s.shape,s.dtype),l=e.dataIdMap.get(u.dataId).id;return S0(i,o,K[s.dtype],l),u}var _0={kernelName:Dn,backendName:"wasm",setupFunc:uP,kernelFunc:lP};var k0;function cP(r){k0=r.wasm.cwrap(ya,null,["number","array","number","array","array","array","array","array","number","number"])}function pP(r){let{backend:e,inputs:t,attrs:n}=r,{x:o}=t,{begin:s,end:i,strides:u,beginMask:l,endMask:a,ellipsisMask:c,newAxisMask:p,shrinkAxisMask:d}=n,{finalShapeSparse:m,finalShape:f,isIdentity:h,sliceDim0:g,isSimpleSlice:x,begin:y,end:C,strides:I}=Le.sliceInfo(o.shape,s,i,u,l,a,c,p,d),_;if(h)_=Oe({inputs:{x:o},backend:e,attrs:{shape:f}});else if(g||x){b.assert(o.shape.length>=1,()=>`Input must have rank at least 1, got: ${o.shape.length}`);let A=Le.computeOutShape(y,C,I),N=Gt({inputs:{x:o},backend:e,attrs:{begin:y,size:A}});_=Oe({inputs:{x:N},backend:e,attrs:{shape:f}}),e.disposeData(N.dataId)}else{let A=e.makeOutput(m,"float32"),N=e.dataIdMap.get(o.dataId).id,F=new Uint8Array(new Int32Array(b.computeStrides(o.shape)).buffer),O=new Uint8Array(new Int32Array(y).buffer),B=new Uint8Array(new Int32Array(C).buffer),q=new Uint8Array(new Int32Array(I).buffer),j=new Uint8Array(new Int32Array(m).buffer),ue=new Uint8Array(new Int32Array(b.computeStrides(m)).buffer),fe=e.dataIdMap.get(A.dataId).id;k0(N,F,o.shape.length,O,B,q,j,ue,m.length,fe),_=Oe({inputs:{x:A},backend:e,attrs:{shape:f}}),e.disposeData(A.dataId)}return _}var T0={kernelName:ya,backendName:"wasm",setupFunc:cP,kernelFunc:pP};function dP(r){let{backend:e,inputs:t,attrs:n}=r,{data:o,dataSplits:s}=t,{separator:i,nGramWidths:u,leftPad:l,rightPad:a,padWidth:c,preserveShortSequences:p}=n,d=e.readSync(o.dataId),m=e.readSync(s.dataId),[f,h]=Ya(d,m,i,u,l,a,c,p),g=e.makeOutput([f.length],"string"),x=e.dataIdMap.get(g.dataId);x.stringBytes=f;let y=e.makeOutput(s.shape,"int32");return e.typedArrayFromHeap(y).set(h),[g,y]}var E0={kernelName:tl,backendName:"wasm",kernelFunc:dP};function mP(r){let{backend:e,inputs:t,attrs:n}=r,{input:o,delimiter:s}=t,{skipEmpty:i}=n,u=e.readSync(o.dataId),l=e.readSync(s.dataId),[a,c,p]=Qa(u,l[0],i),d=c.length,m=e.makeOutput([d,2],"int32");e.typedArrayFromHeap(m).set(a);let h=e.makeOutput([d],"string"),g=e.dataIdMap.get(h.dataId);g.stringBytes=c;let x=e.makeOutput([2],"int32");return e.typedArrayFromHeap(x).set(p),[m,h,x]}var R0={kernelName:rl,backendName:"wasm",kernelFunc:mP};function fP(r){let{backend:e,inputs:t,attrs:n}=r,{input:o}=t,{numBuckets:s}=n,i=e.readSync(o.dataId),u=Za(i,s),l=e.makeOutput(o.shape,"int32");return e.typedArrayFromHeap(l).set(u),l}var N0={kernelName:nl,backendName:"wasm",kernelFunc:fP};var hP=!0,A0=se("Sub",hP);var $0;function gP(r){$0=r.wasm.cwrap("Sum",null,["number","number","number","number"])}function xP(r){let{backend:e,inputs:t,attrs:n}=r,{axis:o,keepDims:s}=n,{x:i}=t,u=e.dataIdMap.get(i.dataId).id,l=u,a=i,{transposed:c,axes:p,originalAxes:d,inputWasTransposed:m}=ct(i,o,e),f=p;if(m){let C=e.dataIdMap.get(c.dataId).id;C!==u&&(a=c,l=C,f=w.getInnerMostAxes(f.length,a.shape.length))}w.assertAxesAreInnerMostDims("sum",f,a.shape.length);let[h,g]=w.computeOutAndReduceShapes(a.shape,f),x=b.sizeFromShape(g),y=e.makeOutput(h,a.dtype);if(b.sizeFromShape(a.shape)!==0){let C=e.dataIdMap.get(y.dataId).id;$0(l,x,K[y.dtype],C)}if(m&&e.disposeData(c.dataId),s){let C=w.expandShapeToKeepDim(y.shape,d);y.shape=C}return y}var F0={kernelName:"Sum",backendName:"wasm",setupFunc:gP,kernelFunc:xP};var D0=G("Tan");var M0=G(Ho);var P0;function bP(r){P0=r.wasm.cwrap(fa,null,["number","number","number","number","number","number","array","number","number","number"])}function yP(r){let{backend:e,inputs:t,attrs:n}=r,{tensor:o,indices:s,updates:i}=t,{}=n,u=e.makeOutput(o.shape,o.dtype);if(b.sizeFromShape(o.shape)===0)return u;let{sliceRank:l,numUpdates:a,sliceSize:c,strides:p,outputSize:d}=as.calculateShapes(i,s,o.shape),f=e.dataIdMap.get(s.dataId).id,g=e.dataIdMap.get(i.dataId).id,y=e.dataIdMap.get(o.dataId).id,C=new Uint8Array(new Int32Array(p).buffer),I=e.dataIdMap.get(u.dataId).id;return P0(f,g,K[i.dtype],l,a,c,C,d,I,y),u}var O0={kernelName:fa,backendName:"wasm",setupFunc:bP,kernelFunc:yP};var B0;function wP(r){B0=r.wasm.cwrap(wr,null,["number","array","number","array","number","number"])}function CP(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,s=t.dataIdMap.get(o.dataId).id,{reps:i}=n,u=new Array(o.shape.length);for(let d=0;d<u.length;d++)u[d]=o.shape[d]*i[d];let l=new Uint8Array(new Int32Array(o.shape).buffer),a=new Uint8Array(new Int32Array(u).buffer),c=t.makeOutput(u,o.dtype),p=t.dataIdMap.get(c.dataId).id;return B0(s,l,o.shape.length,a,u.length,K[c.dtype],p),c}var L0={kernelName:wr,backendName:"wasm",setupFunc:wP,kernelFunc:CP};var U0;function IP(r){U0=r.wasm.cwrap(wa,null,["number","array","number","number","number","bool","number","number"])}var vP=({inputs:r,backend:e,attrs:t})=>{let{x:n}=r,{k:o,sorted:s}=t,i=e.dataIdMap.get(n.dataId).id,u=new Uint8Array(new Int32Array(n.shape).buffer),l=n.shape.slice();l[l.length-1]=o;let a=e.makeOutput(l,n.dtype),c=e.dataIdMap.get(a.dataId).id,p=e.makeOutput(l,"int32"),d=e.dataIdMap.get(p.dataId).id;return U0(i,u,n.shape.length,K[n.dtype],o,s,c,d),[a,p]},W0={kernelName:wa,backendName:"wasm",setupFunc:IP,kernelFunc:vP};var V0;function SP(r){V0=r.wasm.cwrap(Fn,null,["number","number","bool","number","number","number","number","number","number","array","number","array","number","number","number","number","number"])}function _P(r){let{backend:e,inputs:t,attrs:n}=r,{image:o,transforms:s}=t,{interpolation:i,fillMode:u,fillValue:l,outputShape:a}=n,[c,p,d,m]=o.shape,[f,h]=a??[p,d],g=[c,f,h,m],x=new Uint8Array(new Int32Array(b.computeStrides(o.shape)).buffer),y=new Uint8Array(new Int32Array(b.computeStrides(g)).buffer),C=e.makeOutput(g,o.dtype),I=e.dataIdMap.get(C.dataId).id,A=e.dataIdMap.get(o.dataId).id,F=e.dataIdMap.get(s.dataId).id,O=i==="nearest"?1:2,B;switch(u){case"constant":B=1;break;case"reflect":B=2;break;case"wrap":B=3;break;case"nearest":B=4;break;default:B=1;break}return V0(A,F,s.shape[0]>1,c,f,h,m,d,p,x,o.shape.length-1,y,g.length-1,O,B,l,I),C}var G0={kernelName:Fn,backendName:"wasm",setupFunc:SP,kernelFunc:_P};function kP(r){let{inputs:e,attrs:t,backend:n}=r,{axis:o}=t,{x:s}=e,{outputValues:i,outputShape:u,indices:l}=ei(n.readSync(s.dataId),o,s.shape,s.dtype);return[n.makeOutput(u,s.dtype,void 0,i),n.makeOutput([l.length],"int32",void 0,l)]}var z0={kernelName:ol,backendName:"wasm",kernelFunc:kP};function TP(r){let{inputs:e,backend:t,attrs:n}=r,{value:o}=e,{axis:s}=n;s<0&&(s+=o.shape.length);let i=o.shape[s],u=o.shape.length,l=new Array(u-1),a=0;for(let m=0;m<u;m++)m!==s&&(l[a++]=o.shape[m]);let c=new Array(i),p=new Array(u).fill(0),d=o.shape.slice();d[s]=1;for(let m=0;m<c.length;m++)p[s]=m,c[m]=Gt({inputs:{x:o},attrs:{begin:p,size:d},backend:t});return c.map(({dataId:m,dtype:f})=>({dataId:m,dtype:f,shape:l}))}var H0={kernelName:sl,backendName:"wasm",kernelFunc:TP};function EP(r){let{inputs:{x:e},backend:t}=r,n=t.makeOutput(e.shape,e.dtype);return t.typedArrayFromHeap(n).fill(0),n}var q0={kernelName:qo,backendName:"wasm",kernelFunc:EP};var RP=[nw,ow,sw,aw,iw,lw,fw,gw,xw,bw,yw,ww,Cw,Iw,vw,_w,Aw,Tw,Rw,Dw,cC,dC,mC,fC,hC,gC,bC,yC,CC,vC,_C,TC,RC,NC,AC,FC,MC,OC,LC,WC,GC,HC,KC,XC,QC,ZC,eI,tI,rI,nI,oI,sI,aI,uI,lI,cI,dI,fI,gI,bI,wI,CI,II,cw,vI,SI,_I,TI,EI,RI,AI,FI,$I,DI,MI,PI,OI,LI,WI,GI,zI,qI,jI,YI,ZI,ev,rv,ov,sv,iv,pv,dv,mv,fv,gv,bv,wv,Cv,vv,Sv,_v,ec,Tv,Rv,Av,$v,Fv,Dv,Mv,Pv,$w,Bv,Uv,Vv,zv,qv,jv,Xv,Yv,Zv,e0,r0,n0,s0,a0,i0,u0,lC,lv,l0,c0,d0,f0,g0,x0,y0,w0,C0,I0,v0,_0,T0,E0,R0,N0,A0,F0,D0,M0,O0,L0,W0,G0,dw,z0,H0,q0];for(let r of RP)il(r);var wg=S();wg.registerFlag("WASM_HAS_SIMD_SUPPORT",async()=>{try{return WebAssembly.validate(new Uint8Array([0,97,115,109,1,0,0,0,1,4,1,96,0,0,3,2,1,0,10,9,1,7,0,65,0,253,15,26,11]))}catch{return!1}});wg.registerFlag("WASM_HAS_MULTITHREAD_SUPPORT",async()=>{if(wg.get("IS_NODE"))return!1;try{return new MessageChannel().port1.postMessage(new SharedArrayBuffer(1)),WebAssembly.validate(new Uint8Array([0,97,115,109,1,0,0,0,1,4,1,96,0,0,3,2,1,0,5,4,1,3,1,1,10,11,1,9,0,65,0,254,16,2,0,26,11]))}catch{return!1}});var Eg=iu(Y0()),rS=iu(Z0()),Rg=iu(J0());var eS=Eg.default||Eg,NP=Rg.default||Rg,ni=class extends xr{constructor(e){super(),this.wasm=e,this.dataIdNextNumber=1,this.wasm.tfjs.initWithThreadsCount(DP),MP=this.wasm.tfjs.getThreadsCount(),this.dataIdMap=new mn(this,Yt())}write(e,t,n){let o={id:this.dataIdNextNumber++};return this.move(o,e,t,n,1),o}numDataIds(){return this.dataIdMap.numDataIds()}async time(e){let t=b.now();return e(),{kernelMs:b.now()-t}}move(e,t,n,o,s){let i=this.dataIdNextNumber++;if(o==="string"){let c=t;this.dataIdMap.set(e,{id:i,stringBytes:c,shape:n,dtype:o,memoryOffset:null,refCount:s});return}let u=b.sizeFromShape(n),l=u*b.bytesPerElement(o),a=this.wasm._malloc(l)>>>0;this.dataIdMap.set(e,{id:i,memoryOffset:a,shape:n,dtype:o,refCount:s}),this.wasm.tfjs.registerTensor(i,u,a),t!=null&&this.wasm.HEAPU8.set(new Uint8Array(t.buffer,t.byteOffset,l),a)}async read(e){return this.readSync(e)}readSync(e,t,n){let{memoryOffset:o,dtype:s,shape:i,stringBytes:u}=this.dataIdMap.get(e);if(s==="string")return(t==null||t===0)&&(n==null||n>=u.length)?u:u.slice(t,n);t=t||0,n=n||b.sizeFromShape(i);let l=b.bytesPerElement(s),a=this.wasm.HEAPU8.slice(o+t*l,o+n*l);return $P(a.buffer,s)}disposeData(e,t=!1){if(this.dataIdMap.has(e)){let n=this.dataIdMap.get(e);if(n.refCount--,!t&&n.refCount>0)return!1;this.wasm._free(n.memoryOffset),this.wasm.tfjs.disposeData(n.id),this.dataIdMap.delete(e)}return!0}refCount(e){return this.dataIdMap.has(e)?this.dataIdMap.get(e).refCount:0}incRef(e){let t=this.dataIdMap.get(e);t!=null&&t.refCount++}floatPrecision(){return 32}getMemoryOffset(e){return this.dataIdMap.get(e).memoryOffset}dispose(){this.wasm.tfjs.dispose(),"PThread"in this.wasm&&this.wasm.PThread.terminateAllThreads(),this.wasm=null}memory(){return{unreliable:!1}}makeOutput(e,t,n,o){let s;if(n==null)s=this.write(o??null,e,t);else{let i=this.dataIdNextNumber++;s={id:i},this.dataIdMap.set(s,{id:i,memoryOffset:n,shape:e,dtype:t,refCount:1});let u=b.sizeFromShape(e);this.wasm.tfjs.registerTensor(i,u,n)}return{dataId:s,shape:e,dtype:t}}typedArrayFromHeap({shape:e,dtype:t,dataId:n}){let o=this.wasm.HEAPU8.buffer,{memoryOffset:s}=this.dataIdMap.get(n),i=b.sizeFromShape(e);switch(t){case"float32":return new Float32Array(o,s,i);case"int32":return new Int32Array(o,s,i);case"bool":return new Uint8Array(o,s,i);default:throw new Error(`Unknown dtype ${t}`)}}};function AP(r){return(e,t)=>(b.fetch(r,{credentials:"same-origin"}).then(n=>{n.ok||e.env.a(`failed to load wasm binary file at '${r}'`),n.arrayBuffer().then(o=>{WebAssembly.instantiate(o,e).then(s=>{t(s.instance,s.module)})})}),{})}function tS(r,e,t){if(Tg!=null)return Tg;let n="tfjs-backend-wasm.wasm";return r&&e?n="tfjs-backend-wasm-threaded-simd.wasm":r&&(n="tfjs-backend-wasm-simd.wasm"),ri!=null&&ri[n]!=null?ri[n]:t+n}async function nS(){let[r,e]=await Promise.all([S().getAsync("WASM_HAS_SIMD_SUPPORT"),S().getAsync("WASM_HAS_MULTITHREAD_SUPPORT")]);return new Promise((t,n)=>{let o={};o.locateFile=(u,l)=>{if(u.endsWith(".worker.js")){let a=rS.wasmWorkerContents.replace(/\n/g,"\\n"),c=new Blob([a],{type:"application/javascript"});return URL.createObjectURL(c)}return u.endsWith(".wasm")?tS(r,e,ti??l):l+u},oS&&(o.instantiateWasm=AP(tS(r,e,ti??"")));let s=!1;o.onAbort=()=>{if(s||sc)return;sc=!0,n({message:"Make sure the server can serve the `.wasm` file relative to the bundled js file. For more details see https://github.com/tensorflow/tfjs/blob/master/tfjs-backend-wasm/README.md#using-bundlers"})};let i;e&&r&&Tg==null?(o.mainScriptUrlOrBlob=new Blob(["var WasmBackendModuleThreadedSimd = "+eS.toString()],{type:"text/javascript"}),i=eS(o)):i=NP(o),i.then(u=>{s=!0,sc=!1;let l=null;u.tfjs={init:u.cwrap("init",null,[]),initWithThreadsCount:u.cwrap("init_with_threads_count",null,["number"]),getThreadsCount:u.cwrap("get_threads_count","number",[]),registerTensor:u.cwrap("register_tensor",null,["number","number","number"]),disposeData:u.cwrap("dispose_data",l,["number"]),dispose:u.cwrap("dispose",l,[])},t({wasm:u})}).catch(n)})}function $P(r,e){switch(e){case"float32":return new Float32Array(r);case"int32":return new Int32Array(r);case"bool":return new Uint8Array(r);default:throw new Error(`Unknown dtype ${e}`)}}var FP=["tfjs-backend-wasm.wasm","tfjs-backend-wasm-simd.wasm","tfjs-backend-wasm-threaded-simd.wasm"],Tg=null,ti=null,ri={},sc=!1,oS=!1;function Ng(r,e=!1){if(sc)throw new Error("The WASM backend was already initialized. Make sure you call `setWasmPaths()` before you call `tf.setBackend()` or `tf.ready()`");if(typeof r=="string")ti=r;else{ri=r;let t=FP.filter(n=>ri[n]==null);if(t.length>0)throw new Error(`There were no entries found for the following binaries: ${t.join(",")}. Please either call setWasmPaths with a map providing a path for each binary, or with a string indicating the directory where all the binaries can be found.`)}oS=e}var DP=-1,MP=-1;var PP=2;bl("wasm",async()=>{let{wasm:r}=await nS();return new ni(r)},PP);var qn={},ac={alpha:!1,antialias:!1,premultipliedAlpha:!1,preserveDrawingBuffer:!1,depth:!1,stencil:!1,failIfMajorPerformanceCaveat:!0};function sS(r,e){qn[r]=e}function Tt(r,e){if(!(r in qn)||e!=null){let n=BP(r,e);if(n!==null)qn[r]=n;else return console.log("Could not get context for WebGL version",r),null}let t=qn[r];return t==null||t.isContextLost()?(delete qn[r],Tt(r)):(t.disable(t.DEPTH_TEST),t.disable(t.STENCIL_TEST),t.disable(t.BLEND),t.disable(t.DITHER),t.disable(t.POLYGON_OFFSET_FILL),t.disable(t.SAMPLE_COVERAGE),t.enable(t.SCISSOR_TEST),t.enable(t.CULL_FACE),t.cullFace(t.BACK),qn[r])}function OP(r){if(!S().getBool("IS_SAFARI")&&typeof OffscreenCanvas<"u"&&r===2)return new OffscreenCanvas(300,150);if(typeof document<"u")return document.createElement("canvas");throw new Error("Cannot create a canvas in this context")}function BP(r,e){if(r!==1&&r!==2)throw new Error("Cannot get WebGL rendering context, WebGL is disabled.");let t=e??OP(r);return t.addEventListener("webglcontextlost",n=>{n.preventDefault(),delete qn[r]},!1),S().getBool("SOFTWARE_WEBGL_ENABLED")&&(ac.failIfMajorPerformanceCaveat=!1),r===1?t.getContext("webgl",ac)||t.getContext("experimental-webgl",ac):t.getContext("webgl2",ac)}var en;(function(r){r[r.DENSE=0]="DENSE",r[r.SHARED_BATCH=1]="SHARED_BATCH"})(en||(en={}));var Ye;(function(r){r[r.RENDER=0]="RENDER",r[r.UPLOAD=1]="UPLOAD",r[r.PIXELS=2]="PIXELS",r[r.DOWNLOAD=3]="DOWNLOAD"})(Ye||(Ye={}));var qe;(function(r){r[r.UNPACKED_FLOAT16=0]="UNPACKED_FLOAT16",r[r.UNPACKED_FLOAT32=1]="UNPACKED_FLOAT32",r[r.PACKED_4X1_UNSIGNED_BYTE=2]="PACKED_4X1_UNSIGNED_BYTE",r[r.PACKED_2X2_FLOAT32=3]="PACKED_2X2_FLOAT32",r[r.PACKED_2X2_FLOAT16=4]="PACKED_2X2_FLOAT16"})(qe||(qe={}));function Kn(r,e){return[e,r]}function aS(r,e){return r*e}function oi(r){let e=b.sizeFromShape(r),t=Math.ceil(e/4);return b.sizeToSquarishShape(t)}function lr(r,e){return[Math.max(1,Math.ceil(e/2)),Math.max(1,Math.ceil(r/2))]}function iS(r,e){let[t,n]=lr(r,e);return t*n*4}function si(r,e){let t=r,n,o,s,i,u,l,a,c,p,d;return S().getNumber("WEBGL_VERSION")===2?(n=t.R32F,o=t.R16F,s=t.RGBA16F,i=t.RGBA32F,u=t.RED,a=4,c=1,p=t.HALF_FLOAT,d=t.FLOAT,l=t.RGBA8):(n=r.RGBA,o=r.RGBA,s=r.RGBA,i=t.RGBA,u=r.RGBA,a=4,c=4,p=e!=null?e.HALF_FLOAT_OES:null,d=r.FLOAT,l=r.RGBA),{internalFormatFloat:n,internalFormatHalfFloat:o,internalFormatPackedHalfFloat:s,internalFormatPackedFloat:i,textureFormatFloat:u,downloadTextureFormat:l,downloadUnpackNumChannels:a,defaultNumChannels:c,textureTypeHalfFloat:p,textureTypeFloat:d}}function V(r,e){let t=e();return S().getBool("DEBUG")&&LP(r),t}function LP(r){let e=r.getError();if(e!==r.NO_ERROR)throw new Error("WebGL Error: "+VP(r,e))}var UP=596e-10,WP=65504;function uS(r){return!!(S().getBool("WEBGL_RENDER_FLOAT32_ENABLED")||r===0||UP<Math.abs(r)&&Math.abs(r)<WP)}function VP(r,e){switch(e){case r.NO_ERROR:return"NO_ERROR";case r.INVALID_ENUM:return"INVALID_ENUM";case r.INVALID_VALUE:return"INVALID_VALUE";case r.INVALID_OPERATION:return"INVALID_OPERATION";case r.INVALID_FRAMEBUFFER_OPERATION:return"INVALID_FRAMEBUFFER_OPERATION";case r.OUT_OF_MEMORY:return"OUT_OF_MEMORY";case r.CONTEXT_LOST_WEBGL:return"CONTEXT_LOST_WEBGL";default:return`Unknown error code ${e}`}}function ai(r,e){return Rr(r,()=>r.getExtension(e),'Extension "'+e+'" not supported on this browser.')}function lS(r,e){let t=Rr(r,()=>r.createShader(r.VERTEX_SHADER),"Unable to create vertex WebGLShader.");if(V(r,()=>r.shaderSource(t,e)),V(r,()=>r.compileShader(t)),r.getShaderParameter(t,r.COMPILE_STATUS)===!1)throw console.log(r.getShaderInfoLog(t)),new Error("Failed to compile vertex shader.");return t}function cS(r,e){let t=Rr(r,()=>r.createShader(r.FRAGMENT_SHADER),"Unable to create fragment WebGLShader.");if(V(r,()=>r.shaderSource(t,e)),V(r,()=>r.compileShader(t)),S().get("ENGINE_COMPILE_ONLY"))return t;if(r.getShaderParameter(t,r.COMPILE_STATUS)===!1)throw Mg(e,r.getShaderInfoLog(t)),new Error("Failed to compile fragment shader.");return t}var GP=/ERROR: [0-9]+:([0-9]+):/g;function Mg(r,e){let t=GP.exec(e);if(t==null){console.log(`Couldn't parse line number in error: ${e}`),console.log(r);return}let n=+t[1],o=r.split(`
`),s=o.length.toString().length+2,i=o.map((p,d)=>b.rightPad((d+1).toString(),s)+p),u=0;for(let p=0;p<i.length;p++)u=Math.max(i[p].length,u);let l=i.slice(0,n-1),a=i.slice(n-1,n),c=i.slice(n);console.log(l.join(`
`)),console.log(e.split(`
`)[0]),console.log(`%c ${b.rightPad(a[0],u)}`,"border:1px solid red; background-color:#e3d2d2; color:#a61717"),console.log(c.join(`
`))}function pS(r){return Rr(r,()=>r.createProgram(),"Unable to create WebGLProgram.")}function dS(r,e){if(V(r,()=>r.linkProgram(e)),!S().get("ENGINE_COMPILE_ONLY")&&r.getProgramParameter(e,r.LINK_STATUS)===!1)throw console.log(r.getProgramInfoLog(e)),new Error("Failed to link vertex and fragment shaders.")}function uc(r,e){if(V(r,()=>r.validateProgram(e)),r.getProgramParameter(e,r.VALIDATE_STATUS)===!1)throw console.log(r.getProgramInfoLog(e)),new Error("Shader program validation failed.")}function mS(r,e){let t=Rr(r,()=>r.createBuffer(),"Unable to create WebGLBuffer");return V(r,()=>r.bindBuffer(r.ARRAY_BUFFER,t)),V(r,()=>r.bufferData(r.ARRAY_BUFFER,e,r.STATIC_DRAW)),t}function fS(r,e){let t=Rr(r,()=>r.createBuffer(),"Unable to create WebGLBuffer");return V(r,()=>r.bindBuffer(r.ELEMENT_ARRAY_BUFFER,t)),V(r,()=>r.bufferData(r.ELEMENT_ARRAY_BUFFER,e,r.STATIC_DRAW)),t}function hS(r){return Rr(r,()=>r.createTexture(),"Unable to create WebGLTexture.")}function gS(r,e){let t=S().getNumber("WEBGL_MAX_TEXTURE_SIZE");if(r<=0||e<=0){let n=`[${r}x${e}]`;throw new Error("Requested texture size "+n+" is invalid.")}if(r>t||e>t){let n=`[${r}x${e}]`,o=`[${t}x${t}]`;throw new Error("Requested texture size "+n+" greater than WebGL maximum on this browser / GPU "+o+".")}}function xS(r){return Rr(r,()=>r.createFramebuffer(),"Unable to create WebGLFramebuffer.")}function Pg(r,e,t,n,o,s,i){let u=r.getAttribLocation(e,t);return u===-1?!1:(V(r,()=>r.bindBuffer(r.ARRAY_BUFFER,n)),V(r,()=>r.vertexAttribPointer(u,o,r.FLOAT,!1,s,i)),V(r,()=>r.enableVertexAttribArray(u)),!0)}function zP(r,e,t){qP(r,t),V(r,()=>r.activeTexture(r.TEXTURE0+t)),V(r,()=>r.bindTexture(r.TEXTURE_2D,e))}function bS(r,e,t){return Rr(r,()=>r.getUniformLocation(e,t),'uniform "'+t+'" not present in program.')}function yS(r,e,t){return r.getUniformLocation(e,t)}function wS(r,e,t,n){V(r,()=>zP(r,e,n)),V(r,()=>r.uniform1i(t,n))}function lc(r,e,t){V(r,()=>r.bindFramebuffer(r.FRAMEBUFFER,t)),V(r,()=>r.framebufferTexture2D(r.FRAMEBUFFER,r.COLOR_ATTACHMENT0,r.TEXTURE_2D,e,0))}function Og(r,e){V(r,()=>r.bindFramebuffer(r.FRAMEBUFFER,e)),V(r,()=>r.framebufferTexture2D(r.FRAMEBUFFER,r.COLOR_ATTACHMENT0,r.TEXTURE_2D,null,0))}function ii(r){let e=r.checkFramebufferStatus(r.FRAMEBUFFER);if(e!==r.FRAMEBUFFER_COMPLETE)throw new Error("Error binding framebuffer: "+HP(r,e))}function HP(r,e){switch(e){case r.FRAMEBUFFER_INCOMPLETE_ATTACHMENT:return"FRAMEBUFFER_INCOMPLETE_ATTACHMENT";case r.FRAMEBUFFER_INCOMPLETE_MISSING_ATTACHMENT:return"FRAMEBUFFER_INCOMPLETE_MISSING_ATTACHMENT";case r.FRAMEBUFFER_INCOMPLETE_DIMENSIONS:return"FRAMEBUFFER_INCOMPLETE_DIMENSIONS";case r.FRAMEBUFFER_UNSUPPORTED:return"FRAMEBUFFER_UNSUPPORTED";default:return`unknown error ${e}`}}function Rr(r,e,t){let n=V(r,()=>e());if(n==null)throw new Error(t);return n}function qP(r,e){let t=r.MAX_COMBINED_TEXTURE_IMAGE_UNITS-1,n=e+r.TEXTURE0;if(n<r.TEXTURE0||n>t){let o=`[gl.TEXTURE0, gl.TEXTURE${t}]`;throw new Error(`textureUnit must be in ${o}.`)}}function tn(r,e=2){return b.sizeFromShape(r.slice(0,r.length-e))}function rn(r){if(r.length===0)throw Error("Cannot get rows and columns of an empty shape array.");return[r.length>1?r[r.length-2]:1,r[r.length-1]]}function ui(r){let e=[1,1,1];return r.length===0||r.length===1&&r[0]===1||(e=[tn(r),...rn(r)]),e}function CS(r,e=!1){let t=S().getNumber("WEBGL_MAX_TEXTURE_SIZE"),n=S().getNumber("WEBGL_MAX_SIZE_FOR_NARROW_TEXTURE");n===1/0&&S().getBool("WEBGL_AUTO_SQUARIFY_NARROW_TEXTURE_SHAPE")&&(n=t/2),e&&(t=t*2,n=n*2,r=r.map((u,l)=>l>=r.length-2?b.nearestLargerEven(r[l]):r[l]),r.length===1&&(r=[2,r[0]])),r.length!==2&&(r=b.squeezeShape(r).newShape);let o=b.sizeFromShape(r),s=null;r.length<=1&&o<=t?s=[1,o]:r.length===2&&r[0]<=t&&r[1]<=t?s=r:r.length===3&&r[0]*r[1]<=t&&r[2]<=t?s=[r[0]*r[1],r[2]]:r.length===3&&r[0]<=t&&r[1]*r[2]<=t?s=[r[0],r[1]*r[2]]:r.length===4&&r[0]*r[1]*r[2]<=t&&r[3]<=t?s=[r[0]*r[1]*r[2],r[3]]:r.length===4&&r[0]<=t&&r[1]*r[2]*r[3]<=t&&(s=[r[0],r[1]*r[2]*r[3]]);let i=s!=null&&Math.max(...s)>n&&Math.min(...s)<=(e?2:1)&&Math.min(...s)>0;if(s==null||i)if(e){let u=tn(r),l=2,a=2;r.length&&([l,a]=rn(r)),o=u*(l/2)*(a/2),s=b.sizeToSquarishShape(o).map(c=>c*2)}else s=b.sizeToSquarishShape(o);return s}function ic(r){return r%2===0}function jn(r,e){if(r=r.slice(-2),e=e.slice(-2),b.arraysEqual(r,e)||!r.length||!e.length||r[0]===0||r[1]===0||e[0]===0||e[1]===0)return!0;if(r.length!==e.length){let t=r[r.length-1],n=e[e.length-1];if(t===n||ic(t)&&ic(n)&&(r[0]===1||e[0]===1))return!0}return r[1]===e[1]&&ic(r[0])&&ic(e[0])}var $g,Fg;function IS(r){if($g==null){let e=Tt(r);$g=e.getParameter(e.MAX_TEXTURE_SIZE)}return $g}function vS(r){if(Fg==null){let e=Tt(r);Fg=e.getParameter(e.MAX_TEXTURE_IMAGE_UNITS)}return Math.min(16,Fg)}function SS(r){if(r===0)return 0;let e,t=Tt(r);return Pt(t,"EXT_disjoint_timer_query_webgl2")&&r===2?e=2:Pt(t,"EXT_disjoint_timer_query")?e=1:e=0,e}function Pt(r,e){return r.getExtension(e)!=null}function Bg(r){try{if(Tt(r)!=null)return!0}catch(e){return console.log("Error when getting WebGL context: ",e),!1}return!1}function _S(r){if(r===0)return!1;let e=Tt(r);if(r===1){if(!Pt(e,"OES_texture_float"))return!1}else if(!Pt(e,"EXT_color_buffer_float"))return!1;return Dg(e)}function kS(r){if(r===0)return!1;let e=Tt(r);if(r===1){if(!Pt(e,"OES_texture_float")||!Pt(e,"WEBGL_color_buffer_float"))return!1}else{if(Pt(e,"EXT_color_buffer_float"))return Dg(e);let n="EXT_color_buffer_half_float";if(Pt(e,n)){let o=e.getExtension(n);return KP(e,o)}return!1}return Dg(e)}function Dg(r){let e=si(r),t=r.createTexture();r.bindTexture(r.TEXTURE_2D,t),r.texImage2D(r.TEXTURE_2D,0,e.internalFormatFloat,1,1,0,e.textureFormatFloat,e.textureTypeFloat,null);let s=r.createFramebuffer();r.bindFramebuffer(r.FRAMEBUFFER,s),r.framebufferTexture2D(r.FRAMEBUFFER,r.COLOR_ATTACHMENT0,r.TEXTURE_2D,t,0);let i=r.checkFramebufferStatus(r.FRAMEBUFFER)===r.FRAMEBUFFER_COMPLETE;return r.bindTexture(r.TEXTURE_2D,null),r.bindFramebuffer(r.FRAMEBUFFER,null),r.deleteTexture(t),r.deleteFramebuffer(s),i}function KP(r,e){let t=si(r,e),n=r.createTexture();r.bindTexture(r.TEXTURE_2D,n),r.texImage2D(r.TEXTURE_2D,0,t.internalFormatHalfFloat,1,1,0,t.textureFormatFloat,t.textureTypeHalfFloat,null);let i=r.createFramebuffer();r.bindFramebuffer(r.FRAMEBUFFER,i),r.framebufferTexture2D(r.FRAMEBUFFER,r.COLOR_ATTACHMENT0,r.TEXTURE_2D,n,0);let u=r.checkFramebufferStatus(r.FRAMEBUFFER)===r.FRAMEBUFFER_COMPLETE;return r.bindTexture(r.TEXTURE_2D,null),r.bindFramebuffer(r.FRAMEBUFFER,null),r.deleteTexture(n),r.deleteFramebuffer(i),u}function TS(r){return r!==2?!1:Tt(r).fenceSync!=null}function cr(r,e){Array.isArray(r)||(r=[r]),r.forEach(t=>{t!=null&&b.assert(t.dtype!=="complex64",()=>`${e} does not support complex64 tensors in the WebGL backend.`)})}var X=S();X.registerFlag("HAS_WEBGL",()=>X.getNumber("WEBGL_VERSION")>0);X.registerFlag("WEBGL_VERSION",()=>Bg(2)?2:Bg(1)?1:0);X.registerFlag("WEBGL_CHECK_NUMERICAL_PROBLEMS",()=>!1);X.registerFlag("WEBGL_BUFFER_SUPPORTED",()=>X.get("WEBGL_VERSION")===2);X.registerFlag("WEBGL_CPU_FORWARD",()=>!0);X.registerFlag("WEBGL_FORCE_F16_TEXTURES",()=>!1);X.registerFlag("WEBGL_PACK",()=>X.getBool("HAS_WEBGL"));X.registerFlag("WEBGL_PACK_NORMALIZATION",()=>X.getBool("WEBGL_PACK"));X.registerFlag("WEBGL_PACK_CLIP",()=>X.getBool("WEBGL_PACK"));X.registerFlag("WEBGL_PACK_DEPTHWISECONV",()=>X.getBool("WEBGL_PACK"));X.registerFlag("WEBGL_PACK_BINARY_OPERATIONS",()=>X.getBool("WEBGL_PACK"));X.registerFlag("WEBGL_PACK_UNARY_OPERATIONS",()=>X.getBool("WEBGL_PACK"));X.registerFlag("WEBGL_PACK_ARRAY_OPERATIONS",()=>X.getBool("WEBGL_PACK"));X.registerFlag("WEBGL_PACK_IMAGE_OPERATIONS",()=>X.getBool("WEBGL_PACK"));X.registerFlag("WEBGL_PACK_REDUCE",()=>X.getBool("WEBGL_PACK"));X.registerFlag("WEBGL_LAZILY_UNPACK",()=>X.getBool("WEBGL_PACK"));X.registerFlag("WEBGL_CONV_IM2COL",()=>X.getBool("WEBGL_PACK"));X.registerFlag("WEBGL_PACK_CONV2DTRANSPOSE",()=>X.getBool("WEBGL_PACK"));X.registerFlag("WEBGL_MAX_TEXTURE_SIZE",()=>IS(X.getNumber("WEBGL_VERSION")));X.registerFlag("WEBGL_MAX_TEXTURES_IN_SHADER",()=>vS(X.getNumber("WEBGL_VERSION")));X.registerFlag("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_VERSION",()=>{let r=X.getNumber("WEBGL_VERSION");return r===0?0:SS(r)});X.registerFlag("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_RELIABLE",()=>X.getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_VERSION")>0&&!Qr.isMobile());X.registerFlag("WEBGL_RENDER_FLOAT32_CAPABLE",()=>_S(X.getNumber("WEBGL_VERSION")));X.registerFlag("WEBGL_RENDER_FLOAT32_ENABLED",()=>X.getBool("WEBGL_FORCE_F16_TEXTURES")?!1:X.getBool("WEBGL_RENDER_FLOAT32_CAPABLE"));X.registerFlag("WEBGL_DOWNLOAD_FLOAT_ENABLED",()=>kS(X.getNumber("WEBGL_VERSION")));X.registerFlag("WEBGL_FENCE_API_ENABLED",()=>TS(X.getNumber("WEBGL_VERSION")));X.registerFlag("WEBGL_SIZE_UPLOAD_UNIFORM",()=>X.getBool("WEBGL_RENDER_FLOAT32_ENABLED")?4:0);X.registerFlag("WEBGL_DELETE_TEXTURE_THRESHOLD",()=>-1,r=>{if(typeof r!="number")throw new Error(`WEBGL_DELETE_TEXTURE_THRESHOLD must be a number but got ${r}.`);if(r<0&&r!==-1)throw new Error(`WEBGL_DELETE_TEXTURE_THRESHOLD must be -1 (indicating never delete) or at least 0, but got ${r}.`)});X.registerFlag("WEBGL_FLUSH_THRESHOLD",()=>Qr.isMobile()?1:-1,r=>{if(typeof r!="number")throw new Error(`WEBGL_FLUSH_THRESHOLD must be a number but got ${r}.`);if(r<0&&r!==-1)throw new Error(`WEBGL_FLUSH_THRESHOLD must be -1 (indicating never manual flush) or at least 0, but got ${r}.`)});X.registerFlag("CPU_HANDOFF_SIZE_THRESHOLD",()=>128);X.registerFlag("WEBGL_USE_SHAPES_UNIFORMS",()=>!1);X.registerFlag("TOPK_LAST_DIM_CPU_HANDOFF_SIZE_THRESHOLD",()=>1e5);X.registerFlag("TOPK_K_CPU_HANDOFF_THRESHOLD",()=>128);X.registerFlag("WEBGL_EXP_CONV",()=>!1);X.registerFlag("SOFTWARE_WEBGL_ENABLED",()=>X.getBool("IS_TEST"));X.registerFlag("WEBGL_MAX_SIZE_FOR_NARROW_TEXTURE",()=>1/0);X.registerFlag("WEBGL_AUTO_SQUARIFY_NARROW_TEXTURE_SHAPE",()=>!1);X.registerFlag("WEBGL2_ISNAN_CUSTOM",()=>!1);X.registerFlag("ENGINE_COMPILE_ONLY",()=>!1);function Ie(){let r,e,t,n,o,s,i,u,l,a;return S().getNumber("WEBGL_VERSION")===2?(r="#version 300 es",e="in",t="out",n="in",o="texture",s="outputColor",i="out vec4 outputColor;",u=S().getBool("WEBGL2_ISNAN_CUSTOM")?`
      bool isnan_custom(float val) {
        uint floatToUint = floatBitsToUint(val);
        return (floatToUint & 0x7fffffffu) > 0x7f800000u;
      }

      bvec4 isnan_custom(vec4 val) {
        return bvec4(isnan_custom(val.x),
          isnan_custom(val.y), isnan_custom(val.z), isnan_custom(val.w));
      }

      #define isnan(value) isnan_custom(value)
    `:"",l="",a=`
      #define round(value) newRound(value)
      int newRound(float value) {
        return int(floor(value + 0.5));
      }

      ivec4 newRound(vec4 value) {
        return ivec4(floor(value + vec4(0.5)));
      }
    `):(r="",e="attribute",t="varying",n="varying",o="texture2D",s="gl_FragColor",i="",u=`
      #define isnan(value) isnan_custom(value)
      bool isnan_custom(float val) {
        return (val > 0. || val < 1. || val == 0.) ? false : true;
      }
      bvec4 isnan_custom(vec4 val) {
        return bvec4(isnan(val.x), isnan(val.y), isnan(val.z), isnan(val.w));
      }
    `,l=`
      uniform float INFINITY;

      bool isinf(float val) {
        return abs(val) == INFINITY;
      }
      bvec4 isinf(vec4 val) {
        return equal(abs(val), vec4(INFINITY));
      }
    `,a=`
      int round(float value) {
        return int(floor(value + 0.5));
      }

      ivec4 round(vec4 value) {
        return ivec4(floor(value + vec4(0.5)));
      }
    `),{version:r,attribute:e,varyingVs:t,varyingFs:n,texture2D:o,output:s,defineOutput:i,defineSpecialNaN:u,defineSpecialInf:l,defineRound:a}}function Jt(r,e,t="index"){let n=b.computeStrides(e);return n.map((o,s)=>{let i=`int ${r[s]} = ${t} / ${o}`,u=s===n.length-1?`int ${r[s+1]} = ${t} - ${r[s]} * ${o}`:`index -= ${r[s]} * ${o}`;return`${i}; ${u};`}).join("")}function Xn(r,e,t="index"){let n=b.computeStrides(e);return n.map((o,s)=>{let i=`int ${r[s]} = ${t} / outShapeStrides[${s}]`,u=s===n.length-1?`int ${r[s+1]} = ${t} - ${r[s]} * outShapeStrides[${s}]`:`index -= ${r[s]} * outShapeStrides[${s}]`;return`${i}; ${u};`}).join("")}function jP(r,e){let t=r.length,n=r.map(s=>`${e}[${s}]`),o=new Array(t-1);o[t-2]=n[t-1];for(let s=t-3;s>=0;--s)o[s]=`(${o[s+1]} * ${n[s+1]})`;return o}function ES(r,e,t="index"){let n=r.map((s,i)=>i),o=jP(n,e);return o.map((s,i)=>{let u=`int ${r[i]} = ${t} / ${o[i]}`,l=i===o.length-1?`int ${r[i+1]} = ${t} - ${r[i]} * ${o[i]}`:`index -= ${r[i]} * ${o[i]}`;return`${u}; ${l};`}).join("")}function ms(r){let e=b.computeStrides(r).map(t=>t.toString());return`
  int getFlatIndex(ivec3 coords) {
    return coords.x * ${e[0]} + coords.y * ${e[1]} + coords.z;
  }
`}function fs(){return`
  int getFlatIndex(ivec3 coords) {
    return coords.x * outShapeStrides[0] + coords.y * outShapeStrides[1] + coords.z;
  }
`}var pc=`
  const float FLOAT_MAX = 1.70141184e38;
  const float FLOAT_MIN = 1.17549435e-38;

  lowp vec4 encode_float(highp float v) {
    if (isnan(v)) {
      return vec4(255, 255, 255, 255);
    }

    highp float av = abs(v);

    if(av < FLOAT_MIN) {
      return vec4(0.0, 0.0, 0.0, 0.0);
    } else if(v > FLOAT_MAX) {
      return vec4(0.0, 0.0, 128.0, 127.0) / 255.0;
    } else if(v < -FLOAT_MAX) {
      return vec4(0.0, 0.0,  128.0, 255.0) / 255.0;
    }

    highp vec4 c = vec4(0,0,0,0);

    highp float e = floor(log2(av));
    highp float m = exp2(fract(log2(av))) - 1.0;

    c[2] = floor(128.0 * m);
    m -= c[2] / 128.0;
    c[1] = floor(32768.0 * m);
    m -= c[1] / 32768.0;
    c[0] = floor(8388608.0 * m);

    highp float ebias = e + 127.0;
    c[3] = floor(ebias / 2.0);
    ebias -= c[3] * 2.0;
    c[2] += floor(ebias) * 128.0;

    c[3] += 128.0 * step(0.0, -v);

    return c / 255.0;
  }
`;var{getBroadcastDims:RS}=w;function NS(r,e,t){let n=[];if(r.forEach(m=>{let f=b.sizeFromShape(m.shapeInfo.logicalShape);if(m.shapeInfo.isUniform?n.push(`uniform float ${m.name}${f>1?`[${f}]`:""};`):(n.push(`uniform sampler2D ${m.name};`),n.push(`uniform int offset${m.name};`)),t.enableShapeUniforms){let{uniformShape:h}=dc(t.packedInputs,m.shapeInfo.logicalShape,m.shapeInfo.texShape);switch(h.length){case 1:n.push(`uniform int ${m.name}Shape;`);break;case 2:n.push(`uniform ivec2 ${m.name}Shape;`);break;case 3:n.push(`uniform ivec3 ${m.name}Shape;`);break;case 4:n.push(`uniform ivec4 ${m.name}Shape;`);break;default:break}n.push(`uniform ivec2 ${m.name}TexShape;`)}}),t.enableShapeUniforms){switch(e.logicalShape.length){case 1:n.push("uniform int outShape;");break;case 2:n.push("uniform ivec2 outShape;"),n.push("uniform int outShapeStrides;");break;case 3:n.push("uniform ivec3 outShape;"),n.push("uniform ivec2 outShapeStrides;");break;case 4:n.push("uniform ivec4 outShape;"),n.push("uniform ivec3 outShapeStrides;");break;default:break}n.push("uniform ivec2 outTexShape;")}t.customUniforms&&t.customUniforms.forEach(m=>{n.push(`uniform ${m.type} ${m.name}${m.arrayIndex?`[${m.arrayIndex}]`:""};`)});let o=n.join(`
`),s=r.map(m=>XP(m,e,t.packedInputs,t.enableShapeUniforms)).join(`
`),i=e.texShape,u=Ie(),l=ZP(u),a,c,p=tO(u);return e.isPacked?(a=YP(e.logicalShape,i,t.enableShapeUniforms),c=eO(u)):(a=QP(e.logicalShape,i,t.enableShapeUniforms),c=JP(u)),t.packedInputs&&(p+=sO),[p,l,c,o,a,s,t.userCode].join(`
`)}function gs(r,e=!1){let t=r.shapeInfo.logicalShape;switch(t.length){case 0:return xO(r,e);case 1:return yO(r,e);case 2:return CO(r,e);case 3:return vO(r,e);case 4:return _O(r,e);case 5:return kO(r);case 6:return TO(r);default:throw new Error(`${t.length}-D input sampling is not yet supported`)}}function AS(r,e){switch(r.shapeInfo.logicalShape.length){case 0:return gO(r);case 1:return bO(r,e);case 2:return wO(r,e);case 3:return IO(r,e);default:return SO(r,e)}}function XP(r,e,t=!1,n){let o="";t?o+=AS(r,n):o+=gs(r,n);let s=r.shapeInfo.logicalShape,i=e.logicalShape;return s.length<=i.length&&(t?o+=EO(r,e):o+=RO(r,e)),o}function YP(r,e,t){switch(r.length){case 0:return $S();case 1:return aO(r,e,t);case 2:return fO(r,e,t);case 3:return uO(r,e,t);default:return cO(r,e,t)}}function QP(r,e,t){switch(r.length){case 0:return $S();case 1:return iO(r,e,t);case 2:return hO(r,e,t);case 3:return lO(r,e,t);case 4:return pO(r,e,t);case 5:return dO(r,e);case 6:return mO(r,e);default:throw new Error(`${r.length}-D output sampling is not yet supported`)}}function ZP(r){return`
    float sampleTexture(sampler2D textureSampler, vec2 uv) {
      return ${r.texture2D}(textureSampler, uv).r;
    }
  `}function JP(r){return`
    void setOutput(float val) {
      ${r.output} = vec4(val, 0, 0, 0);
    }
  `}function eO(r){return`
    void setOutput(vec4 val) {
      ${r.output} = val;
    }
  `}function tO(r){return`${r.version}
    precision highp float;
    precision highp int;
    precision highp sampler2D;
    ${r.varyingFs} vec2 resultUV;
    ${r.defineOutput}
    const vec2 halfCR = vec2(0.5, 0.5);

    struct ivec5
    {
      int x;
      int y;
      int z;
      int w;
      int u;
    };

    struct ivec6
    {
      int x;
      int y;
      int z;
      int w;
      int u;
      int v;
    };

    uniform float NAN;
    ${r.defineSpecialNaN}
    ${r.defineSpecialInf}
    ${r.defineRound}

    int imod(int x, int y) {
      return x - y * (x / y);
    }

    int idiv(int a, int b, float sign) {
      int res = a / b;
      int mod = imod(a, b);
      if (sign < 0. && mod != 0) {
        res -= 1;
      }
      return res;
    }

    //Based on the work of Dave Hoskins
    //https://www.shadertoy.com/view/4djSRW
    #define HASHSCALE1 443.8975
    float random(float seed){
      vec2 p = resultUV * seed;
      vec3 p3  = fract(vec3(p.xyx) * HASHSCALE1);
      p3 += dot(p3, p3.yzx + 19.19);
      return fract((p3.x + p3.y) * p3.z);
    }

    ${rO}
    ${nO}
    ${oO}
  `}var rO=`
vec2 uvFromFlat(int texNumR, int texNumC, int index) {
  int texR = index / texNumC;
  int texC = index - texR * texNumC;
  return (vec2(texC, texR) + halfCR) / vec2(texNumC, texNumR);
}
vec2 packedUVfrom1D(int texNumR, int texNumC, int index) {
  int texelIndex = index / 2;
  int texR = texelIndex / texNumC;
  int texC = texelIndex - texR * texNumC;
  return (vec2(texC, texR) + halfCR) / vec2(texNumC, texNumR);
}
`,nO=`
vec2 packedUVfrom2D(int texelsInLogicalRow, int texNumR,
  int texNumC, int row, int col) {
  int texelIndex = (row / 2) * texelsInLogicalRow + (col / 2);
  int texR = texelIndex / texNumC;
  int texC = texelIndex - texR * texNumC;
  return (vec2(texC, texR) + halfCR) / vec2(texNumC, texNumR);
}
`,oO=`
vec2 packedUVfrom3D(int texNumR, int texNumC,
    int texelsInBatch, int texelsInLogicalRow, int b,
    int row, int col) {
  int index = b * texelsInBatch + (row / 2) * texelsInLogicalRow + (col / 2);
  int texR = index / texNumC;
  int texC = index - texR * texNumC;
  return (vec2(texC, texR) + halfCR) / vec2(texNumC, texNumR);
}
`,sO=`
  float getChannel(vec4 frag, vec2 innerDims) {
    vec2 modCoord = mod(innerDims, 2.);
    return modCoord.x == 0. ?
      (modCoord.y == 0. ? frag.r : frag.g) :
      (modCoord.y == 0. ? frag.b : frag.a);
  }
  float getChannel(vec4 frag, int dim) {
    float modCoord = mod(float(dim), 2.);
    return modCoord == 0. ? frag.r : frag.g;
  }
`;function $S(){return`
    int getOutputCoords() {
      return 0;
    }
  `}function aO(r,e,t){let n=[Math.ceil(e[0]/2),Math.ceil(e[1]/2)];return n[0]===1?t?`
      int getOutputCoords() {
        return 2 * int(resultUV.x * ceil(float(outTexShape[1]) / 2.0));
      }
    `:`
      int getOutputCoords() {
        return 2 * int(resultUV.x * ${n[1]}.0);
      }
    `:n[1]===1?t?`
      int getOutputCoords() {
        return 2 * int(resultUV.y * ceil(float(outTexShape[0]) / 2.0));
      }
    `:`
      int getOutputCoords() {
        return 2 * int(resultUV.y * ${n[0]}.0);
      }
    `:t?`
    int getOutputCoords() {
      ivec2 packedTexShape = ivec2(ceil(float(outTexShape[0]) / 2.0), ceil(float(outTexShape[1]) / 2.0));
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(packedTexShape[0], packedTexShape[1]));
      return 2 * (resTexRC.x * packedTexShape[1] + resTexRC.y);
    }
  `:`
    int getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(${n[0]}, ${n[1]}));
      return 2 * (resTexRC.x * ${n[1]} + resTexRC.y);
    }
  `}function iO(r,e,t){return e[0]===1?t?`
      int getOutputCoords() {
        return int(resultUV.x * float(outTexShape[1]));
      }
    `:`
      int getOutputCoords() {
        return int(resultUV.x * ${e[1]}.0);
      }
    `:e[1]===1?t?`
      int getOutputCoords() {
        return int(resultUV.y * float(outTexShape[0]));
      }
    `:`
      int getOutputCoords() {
        return int(resultUV.y * ${e[0]}.0);
      }
    `:t?`
    int getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(outTexShape[0], outTexShape[1]));
      return resTexRC.x * outTexShape[1] + resTexRC.y;
    }
  `:`
    int getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(${e[0]}, ${e[1]}));
      return resTexRC.x * ${e[1]} + resTexRC.y;
    }
  `}function uO(r,e,t){if(t)return`
    ivec3 getOutputCoords() {
      ivec2 packedTexShape = ivec2(ceil(float(outTexShape[0]) / 2.0), ceil(float(outTexShape[1]) / 2.0));
      int texelsInLogicalRow = int(ceil(float(outShape[2]) / 2.0));
      int texelsInBatch = texelsInLogicalRow * int(ceil(float(outShape[1]) / 2.0));
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(packedTexShape[0], packedTexShape[1]));
      int index = resTexRC.x * packedTexShape[1] + resTexRC.y;

      int b = index / texelsInBatch;
      index -= b * texelsInBatch;

      int r = 2 * (index / texelsInLogicalRow);
      int c = imod(index, texelsInLogicalRow) * 2;

      return ivec3(b, r, c);
    }
  `;let n=[Math.ceil(e[0]/2),Math.ceil(e[1]/2)],o=Math.ceil(r[2]/2),s=o*Math.ceil(r[1]/2);return`
    ivec3 getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(${n[0]}, ${n[1]}));
      int index = resTexRC.x * ${n[1]} + resTexRC.y;

      int b = index / ${s};
      index -= b * ${s};

      int r = 2 * (index / ${o});
      int c = imod(index, ${o}) * 2;

      return ivec3(b, r, c);
    }
  `}function lO(r,e,t){if(t)return`
  ivec3 getOutputCoords() {
    ivec2 resTexRC = ivec2(resultUV.yx *
                           vec2(outTexShape[0], outTexShape[1]));
    int index = resTexRC.x * outTexShape[1] + resTexRC.y;
    ${Xn(["r","c","d"],r)}
    return ivec3(r, c, d);
  }
`;let n=Jt(["r","c","d"],r);return`
    ivec3 getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(${e[0]}, ${e[1]}));
      int index = resTexRC.x * ${e[1]} + resTexRC.y;
      ${n}
      return ivec3(r, c, d);
    }
  `}function cO(r,e,t){if(t)return`
    ivec4 getOutputCoords() {
      ivec2 packedTexShape = ivec2(ceil(float(outTexShape[0]) / 2.0), ceil(float(outTexShape[1]) / 2.0));
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(packedTexShape[0], packedTexShape[1]));
      int index = resTexRC.x * packedTexShape[1] + resTexRC.y;

      int texelsInLogicalRow = int(ceil(float(outShape[3]) / 2.0));
      int texelsInBatch = texelsInLogicalRow * int(ceil(float(outShape[2]) / 2.0));
      int texelsInBatchN = texelsInBatch * outShape[1];

      int b2 = index / texelsInBatchN;
      index -= b2 * texelsInBatchN;

      int b = index / texelsInBatch;
      index -= b * texelsInBatch;

      int r = 2 * (index / texelsInLogicalRow);
      int c = imod(index, texelsInLogicalRow) * 2;

      return ivec4(b2, b, r, c);
    }
  `;let n=[Math.ceil(e[0]/2),Math.ceil(e[1]/2)],o=Math.ceil(r[r.length-1]/2),s=o*Math.ceil(r[r.length-2]/2),i=s,u="",l="b, r, c";for(let a=2;a<r.length-1;a++)i*=r[r.length-a-1],u=`
      int b${a} = index / ${i};
      index -= b${a} * ${i};
    `+u,l=`b${a}, `+l;return`
    ivec${r.length} getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(${n[0]}, ${n[1]}));
      int index = resTexRC.x * ${n[1]} + resTexRC.y;

      ${u}

      int b = index / ${s};
      index -= b * ${s};

      int r = 2 * (index / ${o});
      int c = imod(index, ${o}) * 2;

      return ivec${r.length}(${l});
    }
  `}function pO(r,e,t){if(t)return`
    ivec4 getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx *
        vec2(outTexShape[0], outTexShape[1]));
      int index = resTexRC.x * outTexShape[1] + resTexRC.y;
      ${Xn(["r","c","d","d2"],r)}
      return ivec4(r, c, d, d2);
    }
  `;let n=Jt(["r","c","d","d2"],r);return`
    ivec4 getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx *
        vec2(${e[0]}, ${e[1]}));
      int index = resTexRC.x * ${e[1]} + resTexRC.y;
      ${n}
      return ivec4(r, c, d, d2);
    }
  `}function dO(r,e){let t=Jt(["r","c","d","d2","d3"],r);return`
    ivec5 getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx * vec2(${e[0]},
                             ${e[1]}));

      int index = resTexRC.x * ${e[1]} + resTexRC.y;

      ${t}

      ivec5 outShape = ivec5(r, c, d, d2, d3);
      return outShape;
    }
  `}function mO(r,e){let t=Jt(["r","c","d","d2","d3","d4"],r);return`
    ivec6 getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx *
        vec2(${e[0]}, ${e[1]}));
      int index = resTexRC.x * ${e[1]} + resTexRC.y;

      ${t}

      ivec6 result = ivec6(r, c, d, d2, d3, d4);
      return result;
    }
  `}function fO(r,e,t){let n=[Math.ceil(e[0]/2),Math.ceil(e[1]/2)];if(b.arraysEqual(r,e))return t?`
      ivec2 getOutputCoords() {
        ivec2 packedTexShape = ivec2(ceil(float(outTexShape[0]) / 2.0), ceil(float(outTexShape[1]) / 2.0));
        return 2 * ivec2(resultUV.yx * vec2(packedTexShape[0], packedTexShape[1]));
      }
    `:`
      ivec2 getOutputCoords() {
        return 2 * ivec2(resultUV.yx * vec2(${n[0]}, ${n[1]}));
      }
    `;let o=Math.ceil(r[1]/2);return t?`
    ivec2 getOutputCoords() {
      ivec2 packedTexShape = ivec2(ceil(float(outTexShape[0]) / 2.0), ceil(float(outTexShape[1]) / 2.0));
      int texelsInLogicalRow = int(ceil(float(outShape[1]) / 2.0));
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(packedTexShape[0], packedTexShape[1]));

      int index = resTexRC.x * packedTexShape[1] + resTexRC.y;
      int r = 2 * (index / texelsInLogicalRow);
      int c = imod(index, texelsInLogicalRow) * 2;

      return ivec2(r, c);
    }
  `:`
    ivec2 getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(${n[0]}, ${n[1]}));

      int index = resTexRC.x * ${n[1]} + resTexRC.y;
      int r = 2 * (index / ${o});
      int c = imod(index, ${o}) * 2;

      return ivec2(r, c);
    }
  `}function hO(r,e,t){return b.arraysEqual(r,e)?t?`
      ivec2 getOutputCoords() {
        return ivec2(resultUV.yx * vec2(outTexShape[0], outTexShape[1]));
      }
    `:`
      ivec2 getOutputCoords() {
        return ivec2(resultUV.yx * vec2(${e[0]}, ${e[1]}));
      }
    `:r[1]===1?t?`
      ivec2 getOutputCoords() {
        ivec2 resTexRC = ivec2(resultUV.yx *
                               vec2(outTexShape[0], outTexShape[1]));
        int index = resTexRC.x * outTexShape[1] + resTexRC.y;
        return ivec2(index, 0);
      }
    `:`
      ivec2 getOutputCoords() {
        ivec2 resTexRC = ivec2(resultUV.yx *
                               vec2(${e[0]}, ${e[1]}));
        int index = resTexRC.x * ${e[1]} + resTexRC.y;
        return ivec2(index, 0);
      }
    `:r[0]===1?t?`
      ivec2 getOutputCoords() {
        ivec2 resTexRC = ivec2(resultUV.yx *
                               vec2(outTexShape[0], outTexShape[1]));
        int index = resTexRC.x * outTexShape[1] + resTexRC.y;
        return ivec2(0, index);
      }
    `:`
      ivec2 getOutputCoords() {
        ivec2 resTexRC = ivec2(resultUV.yx *
                               vec2(${e[0]}, ${e[1]}));
        int index = resTexRC.x * ${e[1]} + resTexRC.y;
        return ivec2(0, index);
      }
    `:t?`
    ivec2 getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(outTexShape[0], outTexShape[1]));
      int index = resTexRC.x * outTexShape[1] + resTexRC.y;
      int r = index / outShape[1];
      int c = index - r * outShape[1];
      return ivec2(r, c);
    }
  `:`
    ivec2 getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(${e[0]}, ${e[1]}));
      int index = resTexRC.x * ${e[1]} + resTexRC.y;
      int r = index / ${r[1]};
      int c = index - r * ${r[1]};
      return ivec2(r, c);
    }
  `}function Yn(r){return`offset${r}`}function gO(r){let e=r.name,t="get"+e.charAt(0).toUpperCase()+e.slice(1),n=Ie();return`
    vec4 ${t}() {
      return ${n.texture2D}(${e}, halfCR);
    }
  `}function xO(r,e){let t=r.name,n="get"+t.charAt(0).toUpperCase()+t.slice(1);if(r.shapeInfo.isUniform)return`float ${n}() {return ${t};}`;let[o,s]=r.shapeInfo.texShape;if(o===1&&s===1)return`
      float ${n}() {
        return sampleTexture(${t}, halfCR);
      }
    `;let i=Yn(t);if(e)return`
    float ${n}() {
      vec2 uv = uvFromFlat(${t}TexShape[0], ${t}TexShape[1], ${i});
      return sampleTexture(${t}, uv);
    }
  `;let[u,l]=r.shapeInfo.texShape;return`
    float ${n}() {
      vec2 uv = uvFromFlat(${u}, ${l}, ${i});
      return sampleTexture(${t}, uv);
    }
  `}function bO(r,e){let t=r.name,n="get"+t.charAt(0).toUpperCase()+t.slice(1),o=r.shapeInfo.texShape,s=Ie();if(e)return`
    vec4 ${n}(int index) {
      ivec2 packedTexShape = ivec2(ceil(float(${t}TexShape[0]) / 2.0), ceil(float(${t}TexShape[1]) / 2.0));
      vec2 uv = packedUVfrom1D(
        packedTexShape[0], packedTexShape[1], index);
      return ${s.texture2D}(${t}, uv);
    }
  `;let i=[Math.ceil(o[0]/2),Math.ceil(o[1]/2)];return`
    vec4 ${n}(int index) {
      vec2 uv = packedUVfrom1D(
        ${i[0]}, ${i[1]}, index);
      return ${s.texture2D}(${t}, uv);
    }
  `}function yO(r,e){let t=r.name,n="get"+t.charAt(0).toUpperCase()+t.slice(1);if(r.shapeInfo.isUniform)return`
      float ${n}(int index) {
        ${xs(r)}
      }
    `;let o=r.shapeInfo.texShape,s=o[0],i=o[1];if(i===1&&s===1)return`
      float ${n}(int index) {
        return sampleTexture(${t}, halfCR);
      }
    `;let u=Yn(t);return i===1?e?`
      float ${n}(int index) {
        vec2 uv = vec2(0.5, (float(index + ${u}) + 0.5) / float(${t}TexShape[0]));
        return sampleTexture(${t}, uv);
      }
    `:`
      float ${n}(int index) {
        vec2 uv = vec2(0.5, (float(index + ${u}) + 0.5) / ${s}.0);
        return sampleTexture(${t}, uv);
      }
    `:s===1?e?`
      float ${n}(int index) {
        vec2 uv = vec2((float(index + ${u}) + 0.5) / float(${t}TexShape[1]), 0.5);
        return sampleTexture(${t}, uv);
      }
    `:`
      float ${n}(int index) {
        vec2 uv = vec2((float(index + ${u}) + 0.5) / ${i}.0, 0.5);
        return sampleTexture(${t}, uv);
      }
    `:e?`
    float ${n}(int index) {
      vec2 uv = uvFromFlat(${t}TexShape[0], ${t}TexShape[1], index + ${u});
      return sampleTexture(${t}, uv);
    }
  `:`
    float ${n}(int index) {
      vec2 uv = uvFromFlat(${s}, ${i}, index + ${u});
      return sampleTexture(${t}, uv);
    }
  `}function wO(r,e){let t=r.shapeInfo.logicalShape,n=r.name,o="get"+n.charAt(0).toUpperCase()+n.slice(1),s=r.shapeInfo.texShape,i=s[0],u=s[1],l=Ie();if(s!=null&&b.arraysEqual(t,s))return e?`
      vec4 ${o}(int row, int col) {
        vec2 uv = (vec2(col, row) + halfCR) / vec2(${n}TexShape[1], ${n}TexShape[0]);

        return ${l.texture2D}(${n}, uv);
      }
    `:`
      vec4 ${o}(int row, int col) {
        vec2 uv = (vec2(col, row) + halfCR) / vec2(${u}.0, ${i}.0);

        return ${l.texture2D}(${n}, uv);
      }
    `;if(e)return`
    vec4 ${o}(int row, int col) {
      ivec2 packedTexShape = ivec2(ceil(float(${n}TexShape[0]) / 2.0), ceil(float(${n}TexShape[1]) / 2.0));
      int valuesPerRow = int(ceil(float(${n}Shape[1]) / 2.0));
      vec2 uv = packedUVfrom2D(valuesPerRow, packedTexShape[0], packedTexShape[1], row, col);
      return ${l.texture2D}(${n}, uv);
    }
  `;let a=[Math.ceil(s[0]/2),Math.ceil(s[1]/2)],c=Math.ceil(t[1]/2);return`
    vec4 ${o}(int row, int col) {
      vec2 uv = packedUVfrom2D(${c}, ${a[0]}, ${a[1]}, row, col);
      return ${l.texture2D}(${n}, uv);
    }
  `}function CO(r,e){let t=r.shapeInfo.logicalShape,n=r.name,o="get"+n.charAt(0).toUpperCase()+n.slice(1),s=r.shapeInfo.texShape;if(s!=null&&b.arraysEqual(t,s)){if(e)return`
      float ${o}(int row, int col) {
        vec2 uv = (vec2(col, row) + halfCR) / vec2(${n}TexShape[1], ${n}TexShape[0]);
        return sampleTexture(${n}, uv);
      }
    `;let d=s[0],m=s[1];return`
    float ${o}(int row, int col) {
      vec2 uv = (vec2(col, row) + halfCR) / vec2(${m}.0, ${d}.0);
      return sampleTexture(${n}, uv);
    }
  `}let{newShape:i,keptDims:u}=b.squeezeShape(t),l=i;if(l.length<t.length){let d=bs(r,l),m=["row","col"];return`
      ${gs(d,e)}
      float ${o}(int row, int col) {
        return ${o}(${ys(m,u)});
      }
    `}if(r.shapeInfo.isUniform)return`
      float ${o}(int row, int col) {
        int index = round(dot(vec2(row, col), vec2(${t[1]}, 1)));
        ${xs(r)}
      }
    `;let a=s[0],c=s[1],p=Yn(n);return c===1?e?`
      float ${o}(int row, int col) {
        float index = dot(vec3(row, col, ${p}), vec3(${n}Shape[1], 1, 1));
        vec2 uv = vec2(0.5, (index + 0.5) / float(${n}TexShape[0]));
        return sampleTexture(${n}, uv);
      }
    `:`
    float ${o}(int row, int col) {
      float index = dot(vec3(row, col, ${p}), vec3(${t[1]}, 1, 1));
      vec2 uv = vec2(0.5, (index + 0.5) / ${a}.0);
      return sampleTexture(${n}, uv);
    }
  `:a===1?e?`
      float ${o}(int row, int col) {
        float index = dot(vec3(row, col, ${p}), vec3(${n}Shape[1], 1, 1));
        vec2 uv = vec2((index + 0.5) / float(${n}TexShape[1]), 0.5);
        return sampleTexture(${n}, uv);
      }
    `:`
    float ${o}(int row, int col) {
      float index = dot(vec3(row, col, ${p}), vec3(${t[1]}, 1, 1));
      vec2 uv = vec2((index + 0.5) / ${c}.0, 0.5);
      return sampleTexture(${n}, uv);
    }
  `:e?`
      float ${o}(int row, int col) {
        // Explicitly use integer operations as dot() only works on floats.
        int index = row * ${n}Shape[1] + col + ${p};
        vec2 uv = uvFromFlat(${n}TexShape[0], ${n}TexShape[1], index);
        return sampleTexture(${n}, uv);
      }
    `:`
  float ${o}(int row, int col) {
    // Explicitly use integer operations as dot() only works on floats.
    int index = row * ${t[1]} + col + ${p};
    vec2 uv = uvFromFlat(${a}, ${c}, index);
    return sampleTexture(${n}, uv);
  }
`}function IO(r,e){let t=r.shapeInfo.logicalShape,n=r.name,o="get"+n.charAt(0).toUpperCase()+n.slice(1),s=r.shapeInfo.texShape,i=[Math.ceil(s[0]/2),Math.ceil(s[1]/2)];if(t[0]===1){let d=t.slice(1),m=[1,2],f=bs(r,d),h=["b","row","col"];return`
        ${AS(f,e)}
        vec4 ${o}(int b, int row, int col) {
          return ${o}(${ys(h,m)});
        }
      `}let u=Ie();if(e)return`
    vec4 ${o}(int b, int row, int col) {
      ivec2 packedTexShape = ivec2(ceil(float(${n}TexShape[0]) / 2.0), ceil(float(${n}TexShape[1]) / 2.0));
      int valuesPerRow = int(ceil(float(${n}Shape[2]) / 2.0));
      int texelsInBatch = valuesPerRow * int(ceil(float(${n}Shape[1]) / 2.0));
      vec2 uv = packedUVfrom3D(
        packedTexShape[0], packedTexShape[1], texelsInBatch, valuesPerRow, b, row, col);
      return ${u.texture2D}(${n}, uv);
    }
  `;let l=i[0],a=i[1],c=Math.ceil(t[2]/2),p=c*Math.ceil(t[1]/2);return`
    vec4 ${o}(int b, int row, int col) {
      vec2 uv = packedUVfrom3D(
        ${l}, ${a}, ${p}, ${c}, b, row, col);
      return ${u.texture2D}(${n}, uv);
    }
  `}function vO(r,e){let t=r.shapeInfo.logicalShape,n=r.name,o="get"+n.charAt(0).toUpperCase()+n.slice(1),s=t[1]*t[2],i=t[2],{newShape:u,keptDims:l}=b.squeezeShape(t),a=u;if(a.length<t.length){let h=bs(r,a),g=["row","col","depth"];return`
        ${gs(h,e)}
        float ${o}(int row, int col, int depth) {
          return ${o}(${ys(g,l)});
        }
      `}if(r.shapeInfo.isUniform)return`
      float ${o}(int row, int col, int depth) {
        int index = round(dot(vec3(row, col, depth),
                          vec3(${s}, ${i}, 1)));
        ${xs(r)}
      }
    `;let c=r.shapeInfo.texShape,p=c[0],d=c[1],m=r.shapeInfo.flatOffset;if(d===s&&m==null)return e?`
      float ${o}(int row, int col, int depth) {
        int stride1 = ${n}Shape[2];
        float texR = float(row);
        float texC = dot(vec2(col, depth), vec2(stride1, 1));
        vec2 uv = (vec2(texC, texR) + halfCR) /
                   vec2(${n}TexShape[1], ${n}TexShape[0]);
        return sampleTexture(${n}, uv);
      }
    `:`
        float ${o}(int row, int col, int depth) {
          float texR = float(row);
          float texC = dot(vec2(col, depth), vec2(${i}, 1));
          vec2 uv = (vec2(texC, texR) + halfCR) /
                     vec2(${d}.0, ${p}.0);
          return sampleTexture(${n}, uv);
        }
      `;if(d===i&&m==null)return e?`
      float ${o}(int row, int col, int depth) {
        float texR = dot(vec2(row, col), vec2(${n}Shape[1], 1));
        float texC = float(depth);
        vec2 uv = (vec2(texC, texR) + halfCR) / vec2(${n}TexShape[1], ${n}TexShape[0]);
        return sampleTexture(${n}, uv);
      }
    `:`
    float ${o}(int row, int col, int depth) {
      float texR = dot(vec2(row, col), vec2(${t[1]}, 1));
      float texC = float(depth);
      vec2 uv = (vec2(texC, texR) + halfCR) / vec2(${d}.0, ${p}.0);
      return sampleTexture(${n}, uv);
    }
  `;let f=Yn(n);return e?`
    float ${o}(int row, int col, int depth) {
      // Explicitly use integer operations as dot() only works on floats.
      int stride0 = ${n}Shape[1] * ${n}Shape[2];
      int stride1 = ${n}Shape[2];
      int index = row * stride0 + col * stride1 + depth + ${f};
      vec2 uv = uvFromFlat(${n}TexShape[0], ${n}TexShape[1], index);
      return sampleTexture(${n}, uv);
    }
    `:`
      float ${o}(int row, int col, int depth) {
        // Explicitly use integer operations as dot() only works on floats.
        int index = row * ${s} + col * ${i} + depth + ${f};
        vec2 uv = uvFromFlat(${p}, ${d}, index);
        return sampleTexture(${n}, uv);
      }
  `}function SO(r,e){let t=r.name,n="get"+t.charAt(0).toUpperCase()+t.slice(1),o=Ie();if(e)return`
    vec4 ${n}(int b2, int b, int row, int col) {
      int valuesPerRow = int(ceil(float(${t}Shape[3]) / 2.0));
      int texelsInBatch = valuesPerRow * int(ceil(float(${t}Shape[2]) / 2.0));
      int index = b * texelsInBatch + (row / 2) * valuesPerRow + (col / 2);
      texelsInBatch *= ${t}Shape[1];
      index = b2 * texelsInBatch + index;
      ivec2 packedTexShape = ivec2(ceil(float(${t}TexShape[0]) / 2.0), ceil(float(${t}TexShape[1]) / 2.0));
      int texR = index / packedTexShape[1];
      int texC = index - texR * packedTexShape[1];
      vec2 uv = (vec2(texC, texR) + halfCR) / vec2(packedTexShape[1], packedTexShape[0]); return ${o.texture2D}(${t}, uv);
    }
  `;let s=r.shapeInfo.logicalShape,i=s.length,u=r.shapeInfo.texShape,l=[Math.ceil(u[0]/2),Math.ceil(u[1]/2)],a=l[0],c=l[1],p=Math.ceil(s[i-1]/2),d=p*Math.ceil(s[i-2]/2),m="int b, int row, int col",f=`b * ${d} + (row / 2) * ${p} + (col / 2)`;for(let h=2;h<i-1;h++)m=`int b${h}, `+m,d*=s[i-h-1],f=`b${h} * ${d} + `+f;return`
    vec4 ${n}(${m}) {
      int index = ${f};
      int texR = index / ${c};
      int texC = index - texR * ${c};
      vec2 uv = (vec2(texC, texR) + halfCR) / vec2(${c}, ${a});
      return ${o.texture2D}(${t}, uv);
    }
  `}function _O(r,e){let t=r.shapeInfo.logicalShape,n=r.name,o="get"+n.charAt(0).toUpperCase()+n.slice(1),s=t[3],i=t[2]*s,u=t[1]*i,{newShape:l,keptDims:a}=b.squeezeShape(t);if(l.length<t.length){let y=bs(r,l),C=["row","col","depth","depth2"];return`
      ${gs(y,e)}
      float ${o}(int row, int col, int depth, int depth2) {
        return ${o}(${ys(C,a)});
      }
    `}if(r.shapeInfo.isUniform)return`
      float ${o}(int row, int col, int depth, int depth2) {
        int index = round(dot(vec4(row, col, depth, depth2),
                          vec4(${u}, ${i}, ${s}, 1)));
        ${xs(r)}
      }
    `;let c=r.shapeInfo.flatOffset,p=r.shapeInfo.texShape,d=p[0],m=p[1],f=`int stride2 = ${n}Shape[3];`,h=`int stride1 = ${n}Shape[2] * stride2;`,g=`int stride0 = ${n}Shape[1] * stride1;`;if(m===u&&c==null)return e?`
      float ${o}(int row, int col, int depth, int depth2) {
        ${f}
        ${h}
        float texR = float(row);
        float texC =
            dot(vec3(col, depth, depth2),
                vec3(stride1, stride2, 1));
        vec2 uv = (vec2(texC, texR) + halfCR) /
                   vec2(${n}TexShape[1], ${n}TexShape[0]);
        return sampleTexture(${n}, uv);
      }
    `:`
      float ${o}(int row, int col, int depth, int depth2) {
        float texR = float(row);
        float texC =
            dot(vec3(col, depth, depth2),
                vec3(${i}, ${s}, 1));
        vec2 uv = (vec2(texC, texR) + halfCR) /
                   vec2(${m}.0, ${d}.0);
        return sampleTexture(${n}, uv);
      }
    `;if(m===s&&c==null)return e?`
      float ${o}(int row, int col, int depth, int depth2) {
        float texR = dot(vec3(row, col, depth),
                         vec3(${n}Shape[1] * ${n}Shape[2], ${n}Shape[2], 1));
        float texC = float(depth2);
        vec2 uv = (vec2(texC, texR) + halfCR) /
                  vec2(${n}TexShape[1], ${n}TexShape[0]);
        return sampleTexture(${n}, uv);
      }
    `:`
      float ${o}(int row, int col, int depth, int depth2) {
        float texR = dot(vec3(row, col, depth),
                         vec3(${t[1]*t[2]}, ${t[2]}, 1));
        float texC = float(depth2);
        vec2 uv = (vec2(texC, texR) + halfCR) /
                  vec2(${m}.0, ${d}.0);
        return sampleTexture(${n}, uv);
      }
    `;let x=Yn(n);return e?`
    float ${o}(int row, int col, int depth, int depth2) {
      // Explicitly use integer operations as dot() only works on floats.
      ${f}
      ${h}
      ${g}
      int index = row * stride0 + col * stride1 +
          depth * stride2 + depth2;
      vec2 uv = uvFromFlat(${n}TexShape[0], ${n}TexShape[1], index + ${x});
      return sampleTexture(${n}, uv);
    }
  `:`
    float ${o}(int row, int col, int depth, int depth2) {
      // Explicitly use integer operations as dot() only works on floats.
      int index = row * ${u} + col * ${i} +
          depth * ${s} + depth2;
      vec2 uv = uvFromFlat(${d}, ${m}, index + ${x});
      return sampleTexture(${n}, uv);
    }
  `}function kO(r){let e=r.shapeInfo.logicalShape,t=r.name,n="get"+t.charAt(0).toUpperCase()+t.slice(1),o=e[4],s=e[3]*o,i=e[2]*s,u=e[1]*i,{newShape:l,keptDims:a}=b.squeezeShape(e);if(l.length<e.length){let h=bs(r,l),g=["row","col","depth","depth2","depth3"];return`
      ${gs(h)}
      float ${n}(int row, int col, int depth, int depth2, int depth3) {
        return ${n}(${ys(g,a)});
      }
    `}if(r.shapeInfo.isUniform)return`
      float ${n}(int row, int col, int depth, int depth2, int depth3) {
        float index = dot(
          vec4(row, col, depth, depth2),
          vec4(${u}, ${i}, ${s}, ${o})) +
          depth3;
        ${xs(r)}
      }
    `;let c=r.shapeInfo.flatOffset,p=r.shapeInfo.texShape,d=p[0],m=p[1];if(m===u&&c==null)return`
      float ${n}(int row, int col, int depth, int depth2, int depth3) {
        int texR = row;
        float texC = dot(vec4(col, depth, depth2, depth3),
                         vec4(${i}, ${s}, ${o}, 1));
        vec2 uv = (vec2(texC, texR) + halfCR) /
                   vec2(${m}.0, ${d}.0);
        return sampleTexture(${t}, uv);
      }
    `;if(m===o&&c==null)return`
      float ${n}(int row, int col, int depth, int depth2, int depth3) {
        float texR = dot(
          vec4(row, col, depth, depth2),
          vec4(${e[1]*e[2]*e[3]},
               ${e[2]*e[3]}, ${e[3]}, 1));
        int texC = depth3;
        vec2 uv = (vec2(texC, texR) + halfCR) /
                  vec2(${m}.0, ${d}.0);
        return sampleTexture(${t}, uv);
      }
    `;let f=Yn(t);return`
    float ${n}(int row, int col, int depth, int depth2, int depth3) {
      // Explicitly use integer operations as dot() only works on floats.
      int index = row * ${u} + col * ${i} + depth * ${s} +
          depth2 * ${o} + depth3 + ${f};
      vec2 uv = uvFromFlat(${d}, ${m}, index);
      return sampleTexture(${t}, uv);
    }
  `}function TO(r){let e=r.shapeInfo.logicalShape,t=r.name,n="get"+t.charAt(0).toUpperCase()+t.slice(1),{newShape:o,keptDims:s}=b.squeezeShape(e);if(o.length<e.length){let g=bs(r,o),x=["row","col","depth","depth2","depth3","depth4"];return`
      ${gs(g)}
      float ${n}(int row, int col, int depth,
                    int depth2, int depth3, int depth4) {
        return ${n}(${ys(x,s)});
      }
    `}let i=e[5],u=e[4]*i,l=e[3]*u,a=e[2]*l,c=e[1]*a;if(r.shapeInfo.isUniform)return`
      float ${n}(int row, int col, int depth,
                  int depth2, int depth3, int depth4) {
        int index = round(dot(
          vec4(row, col, depth, depth2),
          vec4(${c}, ${a}, ${l}, ${u})) +
          dot(
            vec2(depth3, depth4),
            vec2(${i}, 1)));
        ${xs(r)}
      }
    `;let p=r.shapeInfo.flatOffset,d=r.shapeInfo.texShape,m=d[0],f=d[1];if(f===c&&p==null)return`
      float ${n}(int row, int col, int depth,
                    int depth2, int depth3, int depth4) {
        int texR = row;
        float texC = dot(vec4(col, depth, depth2, depth3),
          vec4(${a}, ${l}, ${u}, ${i})) +
               float(depth4);
        vec2 uv = (vec2(texC, texR) + halfCR) /
                   vec2(${f}.0, ${m}.0);
        return sampleTexture(${t}, uv);
      }
    `;if(f===i&&p==null)return`
      float ${n}(int row, int col, int depth,
                    int depth2, int depth3, int depth4) {
        float texR = dot(vec4(row, col, depth, depth2),
          vec4(${e[1]*e[2]*e[3]*e[4]},
               ${e[2]*e[3]*e[4]},
               ${e[3]*e[4]},
               ${e[4]})) + float(depth3);
        int texC = depth4;
        vec2 uv = (vec2(texC, texR) + halfCR) /
                  vec2(${f}.0, ${m}.0);
        return sampleTexture(${t}, uv);
      }
    `;let h=Yn(t);return`
    float ${n}(int row, int col, int depth,
                  int depth2, int depth3, int depth4) {
      // Explicitly use integer operations as dot() only works on floats.
      int index = row * ${c} + col * ${a} + depth * ${l} +
          depth2 * ${u} + depth3 * ${i} + depth4 + ${h};
      vec2 uv = uvFromFlat(${m}, ${f}, index);
      return sampleTexture(${t}, uv);
    }
  `}function xs(r){let e=r.name,t=b.sizeFromShape(r.shapeInfo.logicalShape);return t<2?`return ${e};`:`
    for (int i = 0; i < ${t}; i++) {
      if (i == index) {
        return ${e}[i];
      }
    }
  `}function EO(r,e){let t=r.name,n=t.charAt(0).toUpperCase()+t.slice(1),o="get"+n+"AtOutCoords",s=r.shapeInfo.logicalShape.length,i=e.logicalShape.length,u=RS(r.shapeInfo.logicalShape,e.logicalShape),l=ee(i),a=i-s,c,p=["x","y","z","w","u","v"];s===0?c="":i<2&&u.length>=1?c="coords = 0;":c=u.map(y=>`coords.${p[y+a]} = 0;`).join(`
`);let d="";i<2&&s>0?d="coords":d=r.shapeInfo.logicalShape.map((y,C)=>`coords.${p[C+a]}`).join(", ");let m="return outputValue;",h=b.sizeFromShape(r.shapeInfo.logicalShape)===1,x=b.sizeFromShape(e.logicalShape)===1;if(s===1&&!h&&!x)m=`
      return vec4(outputValue.xy, outputValue.xy);
    `;else if(h&&!x)i===1?m=`
        return vec4(outputValue.x, outputValue.x, 0., 0.);
      `:m=`
        return vec4(outputValue.x);
      `;else if(u.length){let y=s-2,C=s-1;u.indexOf(y)>-1&&u.indexOf(C)>-1?m="return vec4(outputValue.x);":u.indexOf(y)>-1?m="return vec4(outputValue.x, outputValue.y, outputValue.x, outputValue.y);":u.indexOf(C)>-1&&(m="return vec4(outputValue.xx, outputValue.zz);")}return`
    vec4 ${o}() {
      ${l} coords = getOutputCoords();
      ${c}
      vec4 outputValue = get${n}(${d});
      ${m}
    }
  `}function RO(r,e){let t=r.name,n=t.charAt(0).toUpperCase()+t.slice(1),o="get"+n+"AtOutCoords",s=e.texShape,i=r.shapeInfo.texShape,u=r.shapeInfo.logicalShape.length,l=e.logicalShape.length;if(!r.shapeInfo.isUniform&&u===l&&r.shapeInfo.flatOffset==null&&b.arraysEqual(i,s))return`
      float ${o}() {
        return sampleTexture(${t}, resultUV);
      }
    `;let a=ee(l),c=RS(r.shapeInfo.logicalShape,e.logicalShape),p=l-u,d,m=["x","y","z","w","u","v"];u===0?d="":l<2&&c.length>=1?d="coords = 0;":d=c.map(h=>`coords.${m[h+p]} = 0;`).join(`
`);let f="";return l<2&&u>0?f="coords":f=r.shapeInfo.logicalShape.map((h,g)=>`coords.${m[g+p]}`).join(", "),`
    float ${o}() {
      ${a} coords = getOutputCoords();
      ${d}
      return get${n}(${f});
    }
  `}function ee(r){if(r<=1)return"int";if(r===2)return"ivec2";if(r===3)return"ivec3";if(r===4)return"ivec4";if(r===5)return"ivec5";if(r===6)return"ivec6";throw Error(`GPU for rank ${r} is not yet supported`)}function dc(r,e,t){let{newShape:n,keptDims:o}=b.squeezeShape(e),s=e.length,i=r&&s===3&&e[0]===1,u=i?e.slice(1):n,l=!r&&s>1&&!b.arraysEqual(e,t)&&n.length<s||i;return{useSqueezeShape:l,uniformShape:l?u:e,keptDims:o}}function bs(r,e){let t=JSON.parse(JSON.stringify(r));return t.shapeInfo.logicalShape=e,t}function ys(r,e){return e.map(t=>r[t]).join(", ")}function DS(r,e,t,n){let o=t.map((c,p)=>{let d={logicalShape:c.shape,texShape:c.isUniform?null:c.texData.texShape,isUniform:c.isUniform,isPacked:c.isUniform?!1:c.texData.isPacked,flatOffset:null};return c.texData!=null&&c.texData.slice!=null&&c.texData.slice.flatOffset>0&&(d.flatOffset=c.texData.slice.flatOffset),{name:e.variableNames[p],shapeInfo:d}}),s=o.map(c=>c.shapeInfo),i={logicalShape:n.shape,texShape:n.texData.texShape,isUniform:!1,isPacked:n.texData.isPacked,flatOffset:null},u=NS(o,i,e),l=cS(r.gl,u),a=r.createProgram(l);return S().get("ENGINE_COMPILE_ONLY")?{program:e,fragmentShader:l,source:u,webGLProgram:a,inShapeInfos:s,outShapeInfo:i,variablesLocations:null,customUniformLocations:null,infLoc:null,nanLoc:null,outShapeLocation:null,outShapeStridesLocation:null,outTexShapeLocation:null}:(r.buildVao(a),Object.assign({program:e,fragmentShader:l,source:u,webGLProgram:a,inShapeInfos:s,outShapeInfo:i},Lg(r,e,a)))}function Lg(r,e,t){let n=[],o=[],s,i,u,l=null,a=null;a=r.getUniformLocation(t,"NAN",!1),S().getNumber("WEBGL_VERSION")===1&&(l=r.getUniformLocation(t,"INFINITY",!1));let c=!1;for(let p of e.variableNames){let d={name:p,uniform:r.getUniformLocation(t,p,c),offset:r.getUniformLocation(t,`offset${p}`,c)};e.enableShapeUniforms&&(d.shape=r.getUniformLocation(t,`${p}Shape`,c),d.texShape=r.getUniformLocation(t,`${p}TexShape`,c)),n.push(d)}if(e.enableShapeUniforms&&(s=r.getUniformLocation(t,"outShape",c),u=r.getUniformLocation(t,"outShapeStrides",c),i=r.getUniformLocation(t,"outTexShape",c)),e.customUniforms)for(let p of e.customUniforms)o.push(r.getUniformLocation(t,p.name,c));return{variablesLocations:n,customUniformLocations:o,infLoc:l,nanLoc:a,outShapeLocation:s,outShapeStridesLocation:u,outTexShapeLocation:i}}function FS(r,e){if(r.length!==e.length)throw Error(`Binary was compiled with ${r.length} inputs, but was executed with ${e.length} inputs`);r.forEach((t,n)=>{let o=t.logicalShape,s=e[n],i=s.shape;if(!b.arraysEqual(o,i))throw Error(`Binary was compiled with different shapes than the current args. Shapes ${o} and ${i} must match`);if(t.isUniform&&s.isUniform)return;let u=t.texShape,l=s.isUniform?null:s.texData.texShape;if(!b.arraysEqual(u,l))throw Error(`Binary was compiled with different texture shapes than the current args. Shape ${u} and ${l} must match`)})}function MS(r,e,t,n,o){e.program.enableShapeUniforms||(FS(e.inShapeInfos,t),FS([e.outShapeInfo],[n]));let s=n.texData.texture,i=n.texData.texShape;n.texData.isPacked?r.setOutputPackedMatrixTexture(s.texture,i[0],i[1]):r.setOutputMatrixTexture(s.texture,i[0],i[1]),r.setProgram(e.webGLProgram),r.bindVertexArray(e.webGLProgram.vao),S().getNumber("WEBGL_VERSION")===1&&e.infLoc!==null&&r.gl.uniform1f(e.infLoc,1/0),e.nanLoc!==null&&r.gl.uniform1f(e.nanLoc,NaN);for(let l=0;l<t.length;++l){let a=t[l],{uniform:c,offset:p,shape:d,texShape:m}=e.variablesLocations[l];if(d){let{uniformShape:f}=dc(e.program.packedInputs,a.shape,a.texData.texShape);switch(f.length){case 1:r.gl.uniform1iv(d,new Int32Array(f));break;case 2:r.gl.uniform2iv(d,new Int32Array(f));break;case 3:r.gl.uniform3iv(d,new Int32Array(f));break;case 4:r.gl.uniform4iv(d,new Int32Array(f));break;default:break}}if(m&&r.gl.uniform2i(m,a.texData.texShape[0],a.texData.texShape[1]),c!=null){if(a.isUniform){if(b.sizeFromShape(a.shape)<2)r.gl.uniform1f(c,a.uniformValues[0]);else{let f=a.uniformValues;f instanceof Float32Array||(f=new Float32Array(f)),r.gl.uniform1fv(c,f)}continue}a.texData.slice!=null&&p!=null&&r.gl.uniform1i(p,a.texData.slice.flatOffset),r.setInputMatrixTexture(a.texData.texture.texture,c,l)}}let u=e.outShapeLocation;if(u)switch(n.shape.length){case 1:r.gl.uniform1iv(u,new Int32Array(n.shape));break;case 2:r.gl.uniform2iv(u,new Int32Array(n.shape));break;case 3:r.gl.uniform3iv(u,new Int32Array(n.shape));break;case 4:r.gl.uniform4iv(u,new Int32Array(n.shape));break;default:break}if(e.outShapeStridesLocation){let l=b.computeStrides(n.shape);switch(n.shape.length){case 2:r.gl.uniform1iv(e.outShapeStridesLocation,new Int32Array(l));break;case 3:r.gl.uniform2iv(e.outShapeStridesLocation,new Int32Array(l));break;case 4:r.gl.uniform3iv(e.outShapeStridesLocation,new Int32Array(l));break;default:break}}if(e.outTexShapeLocation&&r.gl.uniform2i(e.outTexShapeLocation,n.texData.texShape[0],n.texData.texShape[1]),e.program.customUniforms&&o)for(let l=0;l<e.program.customUniforms.length;++l){let a=e.program.customUniforms[l],c=e.customUniformLocations[l],p=o[l];if(a.type==="float")r.gl.uniform1fv(c,p);else if(a.type==="vec2")r.gl.uniform2fv(c,p);else if(a.type==="vec3")r.gl.uniform3fv(c,p);else if(a.type==="vec4")r.gl.uniform4fv(c,p);else if(a.type==="int")r.gl.uniform1iv(c,p);else if(a.type==="ivec2")r.gl.uniform2iv(c,p);else if(a.type==="ivec3")r.gl.uniform3iv(c,p);else if(a.type==="ivec4")r.gl.uniform4iv(c,p);else throw Error(`uniform type ${a.type} is not supported yet.`)}r.executeProgram()}function PS(r,e,t){let n="";e.concat(t).forEach(i=>{let u=i.texData!=null&&i.texData.slice!=null&&i.texData.slice.flatOffset>0;if(r.enableShapeUniforms&&!i.isUniform){let l=i.texData.texShape,{useSqueezeShape:a,uniformShape:c,keptDims:p}=dc(r.packedInputs,i.shape,l),d="",m="",f="";if(c.length===1&&r.packedInputs){let _=[Math.ceil(l[0]/2),Math.ceil(l[1]/2)];d=`${_[0]>1}_${_[1]>1}`}else if(c.length===2&&!r.packedInputs)m=`${c[0]>1}_${c[1]>1}`;else if(c.length>2&&!r.packedInputs){let _=b.computeStrides(c);f=`${_[0]===l[1]}_${_[_.length-1]===l[1]}`}let h=i.shape.length,g=c.length===2&&b.arraysEqual(i.shape,l),x=b.sizeFromShape(i.shape)===1,y=w.getBroadcastDims(i.shape,t.shape),C=!r.packedInputs&&h===t.shape.length&&b.arraysEqual(l,t.texData.texShape),I=r.packedInputs||c.length>2?"":`${l[0]>1}_${l[1]>1}`;n+=`${h}_${C}_${a?p:""}_${c.length}_${x}_${y}_${g}_${d}_${m}_${f}_${I}_${u}`}else{let l=i.isUniform?"uniform":i.texData.texShape;n+=`${i.shape}_${l}_${u}`}});let o=r.userCode,s=r.constructor.name;return s+="_"+n+"_"+o+`${S().getNumber("WEBGL_VERSION")}`,s}function me(r){return S().getBool("WEBGL_USE_SHAPES_UNIFORMS")&&r<=4}var mc=class{constructor(e){this.variableNames=["A"],this.packedInputs=!1,this.packedOutput=!0,this.outPackingScheme=en.DENSE,this.customUniforms=[{name:"texShape",type:"ivec2"}];let t=Ie();this.outputShape=e,this.enableShapeUniforms=me(this.outputShape.length),this.userCode=`
      ivec3 outCoordsFromFlatIndex(int index) {
        ${this.enableShapeUniforms?Xn(["r","c","d"],e):Jt(["r","c","d"],e)}
        return ivec3(r, c, d);
      }

      void main() {
        ivec2 resTexRC = ivec2(resultUV.yx * vec2(texShape[0], texShape[1]));
        int index = 4 * (resTexRC.x * texShape[1] + resTexRC.y);

        vec4 result = vec4(0.);

        for (int i=0; i<4; i++) {
          int flatIndex = index + i;
          ivec3 rc = outCoordsFromFlatIndex(flatIndex);
          result[i] = getA(rc.x, rc.y, rc.z);
        }

        ${t.output} = result;
      }
    `}};var fc=class{constructor(e){this.variableNames=["A"],this.packedInputs=!0,this.packedOutput=!0,this.outPackingScheme=en.DENSE,this.customUniforms=[{name:"texShape",type:"ivec2"}];let t=Ie();this.outputShape=e,this.enableShapeUniforms=me(this.outputShape.length),this.userCode=`
      ivec3 outCoordsFromFlatIndex(int index) {
        ${this.enableShapeUniforms?Xn(["r","c","d"],e):Jt(["r","c","d"],e)}
        return ivec3(r, c, d);
      }

      void main() {
        ivec2 resTexRC = ivec2(resultUV.yx * vec2(texShape[0], texShape[1]));
        int index = 4 * (resTexRC.x * texShape[1] + resTexRC.y);

        vec4 result = vec4(0.);

        for (int i=0; i<4; i++) {
          int flatIndex = index + i;
          ivec3 rc = outCoordsFromFlatIndex(flatIndex);
          result[i] = getChannel(getA(rc.x, rc.y, rc.z), vec2(rc.y, rc.z));
        }

        ${t.output} = result;
      }
    `}};var hc=class{constructor(e){this.variableNames=["A"],this.outTexUsage=Ye.DOWNLOAD;let t=Ie();this.outputShape=e,this.userCode=`
      ${pc}

      void main() {
        float x = getAAtOutCoords();
        ${t.output} = encode_float(x);
      }
    `}};var gc=class{constructor(e){this.variableNames=["A"],this.packedInputs=!0,this.packedOutput=!1,this.outTexUsage=Ye.DOWNLOAD;let t=Ie();this.outputShape=e,this.userCode=`
      ${pc}

      void main() {
        ivec3 coords = getOutputCoords();
        float x = getChannel(getAAtOutCoords(), vec2(coords.y, coords.z));
        ${t.output} = encode_float(x);
      }
    `}};var $O={R:0,G:1,B:2,A:3},li=class{constructor(e,t=!1,n="RGBA"){this.variableNames=["A"],this.customUniforms=[{name:"texShape",type:"ivec2"}];let o=Ie();this.outputShape=e,this.enableShapeUniforms=me(this.outputShape.length);let s="result";t&&(s="floor(result * 255. + 0.5)");let i="";for(let u=0;u<n.length;u++){let l=n[u];i+=`
          if(offset == ${u}) {
            result = values[${$O[l]}];
          }`}this.userCode=`
      ${this.enableShapeUniforms?fs():ms(e)}

      void main() {
        ivec3 coords = getOutputCoords();
        int flatIndex = getFlatIndex(coords);
        float result = 0.;
        int offset = imod(flatIndex, ${n.length});

        flatIndex = idiv(flatIndex, ${n.length}, 1.);

        int r = flatIndex / texShape[1];
        if (r < texShape[0]) {
          int c = imod(flatIndex, texShape[1]);
          vec2 uv = (vec2(c, r) + halfCR) / vec2(texShape[1], texShape[0]);
          vec4 values = ${o.texture2D}(A, uv);
          ${i}
        }
        ${o.output} = vec4(${s}, 0., 0., 0.);
      }
    `}};var xc=class{constructor(e,t=!1){this.variableNames=["A"],this.packedInputs=!1,this.packedOutput=!0,this.customUniforms=[{name:"texShape",type:"ivec2"}];let n=Ie();this.outputShape=e,this.enableShapeUniforms=me(this.outputShape.length);let o="",s="result";t&&(s="floor(result * 255. + 0.5)");for(let i=0;i<=1;i++)for(let u=0;u<=1;u++){let l=i*2+u;o+=`
          localCoords = coords;
          if(localCoords[2] + ${u} < ${this.enableShapeUniforms?"outShape[2]":`${e[2]}`}) {
          localCoords[2] += ${u};
          if (localCoords[1] + ${i} < ${this.enableShapeUniforms?"outShape[1]":`${e[1]}`}) {
            localCoords[1] += ${i};

            flatIndex = getFlatIndex(localCoords);
            offset = imod(flatIndex, 4);

            flatIndex = idiv(flatIndex, 4, 1.);

            int r = flatIndex / texShape[1];
            int c = imod(flatIndex, texShape[1]);
            vec2 uv = (vec2(c, r) + halfCR) / vec2(texShape[1], texShape[0]);
            values = ${n.texture2D}(A, uv);

            if (offset == 0) {
              result[${l}] = values[0];
            } else if (offset == 1) {
              result[${l}] = values[1];
            } else if (offset == 2) {
              result[${l}] = values[2];
            } else {
              result[${l}] = values[3];
            }
          }
        }
        `}this.userCode=`
        ${this.enableShapeUniforms?fs():ms(e)}

        void main() {
          ivec3 coords = getOutputCoords();

          vec4 result = vec4(0.);
          int flatIndex, r, c, offset;
          ivec3 localCoords;
          vec2 uv;
          vec4 values;

          ${o}

          ${n.output} = ${s};
        }
    `}};function OS(r){let e=Ie(),t=`${e.version}
    precision highp float;
    ${e.attribute} vec3 clipSpacePos;
    ${e.attribute} vec2 uv;
    ${e.varyingVs} vec2 resultUV;

    void main() {
      gl_Position = vec4(clipSpacePos, 1);
      resultUV = uv;
    }`;return lS(r,t)}function BS(r){let e=new Float32Array([-1,1,0,0,1,-1,-1,0,0,0,1,1,0,1,1,1,-1,0,1,0]);return mS(r,e)}function LS(r){let e=new Uint16Array([0,1,2,2,1,3]);return fS(r,e)}function ci(r,e,t,n,o,s){gS(e,t);let i=hS(r),u=r.TEXTURE_2D;return V(r,()=>r.bindTexture(u,i)),V(r,()=>r.texParameteri(u,r.TEXTURE_WRAP_S,r.CLAMP_TO_EDGE)),V(r,()=>r.texParameteri(u,r.TEXTURE_WRAP_T,r.CLAMP_TO_EDGE)),V(r,()=>r.texParameteri(u,r.TEXTURE_MIN_FILTER,r.NEAREST)),V(r,()=>r.texParameteri(u,r.TEXTURE_MAG_FILTER,r.NEAREST)),S().getNumber("WEBGL_VERSION")===1?V(r,()=>r.texImage2D(u,0,n,e,t,0,o,s,null)):V(r,()=>r.texStorage2D(u,1,n,e,t)),V(r,()=>r.bindTexture(r.TEXTURE_2D,null)),{texture:i,texShape:[t,e]}}function Ug(r){return r.internalFormatFloat}function US(r,e,t,n){let[o,s]=Kn(e,t);return ci(r,o,s,Ug(n),n.textureFormatFloat,r.FLOAT)}function Wg(r){return r.internalFormatHalfFloat}function WS(r,e,t,n){let[o,s]=Kn(e,t);return ci(r,o,s,Wg(n),n.textureFormatFloat,n.textureTypeHalfFloat)}function Vg(r){return r.downloadTextureFormat}function VS(r,e,t,n){let[o,s]=Kn(e,t);return ci(r,o,s,Vg(n),r.RGBA,r.UNSIGNED_BYTE)}function Gg(r){return r.internalFormatPackedFloat}function GS(r,e,t,n){let[o,s]=lr(e,t);return ci(r,o,s,Gg(n),r.RGBA,r.FLOAT)}function zg(r){return r.internalFormatPackedHalfFloat}function zS(r,e,t,n){let[o,s]=lr(e,t);return ci(r,o,s,zg(n),r.RGBA,n.textureTypeHalfFloat)}function HS(r,e,t){return V(r,()=>r.bindBuffer(r.ARRAY_BUFFER,t)),Pg(r,e,"clipSpacePos",t,3,20,0)&&Pg(r,e,"uv",t,2,20,12)}function qS(r,e,t,n,o,s){V(r,()=>r.bindTexture(r.TEXTURE_2D,e));let i,u,l;o instanceof Uint8Array?(i=new Uint8Array(t*n*4),u=r.UNSIGNED_BYTE,l=r.RGBA):(i=new Float32Array(t*n*4),u=r.FLOAT,l=s.internalFormatPackedFloat),i.set(o),S().getNumber("WEBGL_VERSION")===2?V(r,()=>r.texSubImage2D(r.TEXTURE_2D,0,0,0,t,n,r.RGBA,u,i)):V(r,()=>r.texImage2D(r.TEXTURE_2D,0,l,t,n,0,r.RGBA,u,i)),V(r,()=>r.bindTexture(r.TEXTURE_2D,null))}function KS(r,e,t){V(r,()=>r.bindTexture(r.TEXTURE_2D,e)),t.data instanceof Uint8Array?S().getNumber("WEBGL_VERSION")===2?V(r,()=>r.texSubImage2D(r.TEXTURE_2D,0,0,0,t.width,t.height,r.RGBA,r.UNSIGNED_BYTE,t.data)):V(r,()=>r.texImage2D(r.TEXTURE_2D,0,r.RGBA,t.width,t.height,0,r.RGBA,r.UNSIGNED_BYTE,t.data)):S().getNumber("WEBGL_VERSION")===2?V(r,()=>r.texSubImage2D(r.TEXTURE_2D,0,0,0,r.RGBA,r.UNSIGNED_BYTE,t)):V(r,()=>r.texImage2D(r.TEXTURE_2D,0,r.RGBA,r.RGBA,r.UNSIGNED_BYTE,t)),V(r,()=>r.bindTexture(r.TEXTURE_2D,null))}function jS(r,e,t,n){let o=r.createBuffer();V(r,()=>r.bindBuffer(r.PIXEL_PACK_BUFFER,o));let u=4*4*e*t;return V(r,()=>r.bufferData(r.PIXEL_PACK_BUFFER,u,r.STREAM_READ)),V(r,()=>r.readPixels(0,0,t,e,r.RGBA,r.FLOAT,0)),V(r,()=>r.bindBuffer(r.PIXEL_PACK_BUFFER,null)),o}function XS(r,e,t){let n=r,o=new Float32Array(t);return n.bindBuffer(n.PIXEL_PACK_BUFFER,e),n.getBufferSubData(n.PIXEL_PACK_BUFFER,0,o),n.bindBuffer(n.PIXEL_PACK_BUFFER,null),o}function YS(r,e,t,n){let[o,s]=Kn(e,t),i=4,u=new Uint8Array(aS(e*t,i));return V(r,()=>r.readPixels(0,0,o,s,n.downloadTextureFormat,r.UNSIGNED_BYTE,u)),new Float32Array(u.buffer)}function QS(r,e,t,n,o,s,i,u){let l=r,a=new Float32Array(iS(s,i));return l.bindBuffer(l.PIXEL_PACK_BUFFER,e),l.getBufferSubData(l.PIXEL_PACK_BUFFER,0,a),l.bindBuffer(l.PIXEL_PACK_BUFFER,null),a}function ZS(r,e,t){let n=new Float32Array(e*t*4);return V(r,()=>r.readPixels(0,0,t,e,r.RGBA,r.FLOAT,n)),n}var ws=class{constructor(e){this.outputTexture=null,this.program=null,this.disposed=!1,this.itemsToPoll=[];let t=S().getNumber("WEBGL_VERSION");if(e!=null?(this.gl=e,sS(t,e)):this.gl=Tt(t),e=this.gl,S().getNumber("WEBGL_VERSION")===2){let s=e;this.createVertexArray=()=>V(s,()=>s.createVertexArray()),this.bindVertexArray=i=>V(s,()=>s.bindVertexArray(i)),this.deleteVertexArray=i=>V(s,()=>s.deleteVertexArray(i)),this.getVertexArray=()=>V(s,()=>s.getParameter(s.VERTEX_ARRAY_BINDING))}else if(e!=null){let s=e.getExtension("OES_vertex_array_object");if(s==null)throw new Error("All WebGL1 implementations are expected to offer OES_vertex_array_object.");this.createVertexArray=()=>V(e,()=>s.createVertexArrayOES()),this.bindVertexArray=i=>V(e,()=>s.bindVertexArrayOES(i)),this.deleteVertexArray=i=>V(e,()=>s.deleteVertexArrayOES(i)),this.getVertexArray=()=>V(e,()=>e.getParameter(s.VERTEX_ARRAY_BINDING_OES))}let n="WEBGL_color_buffer_float",o="EXT_color_buffer_half_float";if(this.parallelCompilationExtension=this.gl.getExtension("KHR_parallel_shader_compile"),S().getNumber("WEBGL_VERSION")===1){let s="OES_texture_float",i="OES_texture_half_float";if(this.textureFloatExtension=ai(this.gl,s),Pt(this.gl,i))this.textureHalfFloatExtension=ai(this.gl,i);else if(S().get("WEBGL_FORCE_F16_TEXTURES"))throw new Error("GL context does not support half float textures, yet the environment flag WEBGL_FORCE_F16_TEXTURES is set to true.");if(this.colorBufferFloatExtension=this.gl.getExtension(n),Pt(this.gl,o))this.colorBufferHalfFloatExtension=ai(this.gl,o);else if(S().get("WEBGL_FORCE_F16_TEXTURES"))throw new Error("GL context does not support color renderable half floats, yet the environment flag WEBGL_FORCE_F16_TEXTURES is set to true.")}else if(n="EXT_color_buffer_float",Pt(this.gl,n))this.colorBufferFloatExtension=this.gl.getExtension(n);else if(Pt(this.gl,o))this.colorBufferHalfFloatExtension=this.gl.getExtension(o);else throw new Error("GL context does not support color renderable floats");this.vertexBuffer=BS(this.gl),this.indexBuffer=LS(this.gl),this.framebuffer=xS(this.gl),this.textureConfig=si(this.gl,this.textureHalfFloatExtension)}get debug(){return S().getBool("DEBUG")}dispose(){if(this.disposed)return;this.program!=null&&console.warn("Disposing a GPGPUContext that still has a bound WebGLProgram. This is probably a resource leak, delete the program with GPGPUContext.deleteProgram before disposing."),this.outputTexture!=null&&console.warn("Disposing a GPGPUContext that still has a bound output matrix texture.  This is probably a resource leak, delete the output matrix texture with GPGPUContext.deleteMatrixTexture before disposing.");let e=this.gl;V(e,()=>e.finish()),V(e,()=>e.bindFramebuffer(e.FRAMEBUFFER,null)),V(e,()=>e.deleteFramebuffer(this.framebuffer)),V(e,()=>e.bindBuffer(e.ARRAY_BUFFER,null)),V(e,()=>e.bindBuffer(e.ELEMENT_ARRAY_BUFFER,null)),V(e,()=>e.deleteBuffer(this.indexBuffer)),this.disposed=!0}createFloat32MatrixTexture(e,t){return this.throwIfDisposed(),US(this.gl,e,t,this.textureConfig)}createFloat16MatrixTexture(e,t){return this.throwIfDisposed(),WS(this.gl,e,t,this.textureConfig)}createUnsignedBytesMatrixTexture(e,t){return this.throwIfDisposed(),VS(this.gl,e,t,this.textureConfig)}uploadPixelDataToTexture(e,t){this.throwIfDisposed(),KS(this.gl,e,t)}uploadDenseMatrixToTexture(e,t,n,o){this.throwIfDisposed(),qS(this.gl,e,t,n,o,this.textureConfig)}createFloat16PackedMatrixTexture(e,t){return this.throwIfDisposed(),zS(this.gl,e,t,this.textureConfig)}createPackedMatrixTexture(e,t){return this.throwIfDisposed(),GS(this.gl,e,t,this.textureConfig)}deleteMatrixTexture(e){this.throwIfDisposed(),this.outputTexture===e&&(Og(this.gl,this.framebuffer),this.outputTexture=null),V(this.gl,()=>this.gl.deleteTexture(e))}downloadByteEncodedFloatMatrixFromOutputTexture(e,t,n){return this.downloadMatrixDriver(e,()=>YS(this.gl,t,n,this.textureConfig))}downloadPackedMatrixFromBuffer(e,t,n,o,s,i){return QS(this.gl,e,t,n,o,s,i,this.textureConfig)}downloadFloat32MatrixFromBuffer(e,t){return XS(this.gl,e,t)}createBufferFromTexture(e,t,n){this.bindTextureToFrameBuffer(e);let o=jS(this.gl,t,n,this.textureConfig);return this.unbindTextureToFrameBuffer(),o}createAndWaitForFence(){let e=this.createFence(this.gl);return this.pollFence(e)}createFence(e){let t,n;if(S().getBool("WEBGL_FENCE_API_ENABLED")){let o=e,s=o.fenceSync(o.SYNC_GPU_COMMANDS_COMPLETE,0);e.flush(),n=()=>{let i=o.clientWaitSync(s,0,0);return i===o.ALREADY_SIGNALED||i===o.CONDITION_SATISFIED},t=s}else S().getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_VERSION")>0?(t=this.beginQuery(),this.endQuery(),n=()=>this.isQueryAvailable(t,S().getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_VERSION"))):n=()=>!0;return{query:t,isFencePassed:n}}downloadMatrixFromPackedTexture(e,t,n){return this.downloadMatrixDriver(e,()=>ZS(this.gl,t,n))}createProgram(e){this.throwIfDisposed();let t=this.gl;this.vertexShader==null&&(this.vertexShader=OS(t));let n=pS(t);V(t,()=>t.attachShader(n,this.vertexShader)),V(t,()=>t.attachShader(n,e)),dS(t,n);let o=Object.assign(n,{vao:this.createVertexArray()});return this.debug&&uc(t,o),o}buildVao(e){this.setProgram(e),this.bindVertexArray(e.vao);let t=this.gl;V(t,()=>t.bindBuffer(t.ELEMENT_ARRAY_BUFFER,this.indexBuffer)),HS(t,e,this.vertexBuffer)}deleteProgram(e){this.throwIfDisposed(),e===this.program&&(this.program=null),e!=null&&(V(this.gl,()=>this.gl.deleteProgram(e)),this.deleteVertexArray(e.vao))}setProgram(e){this.throwIfDisposed(),this.program=e,this.program!=null&&this.debug&&uc(this.gl,this.program),V(this.gl,()=>this.gl.useProgram(e))}getUniformLocation(e,t,n=!0){return this.throwIfDisposed(),n?bS(this.gl,e,t):yS(this.gl,e,t)}getAttributeLocation(e,t){return this.throwIfDisposed(),V(this.gl,()=>this.gl.getAttribLocation(e,t))}getUniformLocationNoThrow(e,t){return this.throwIfDisposed(),this.gl.getUniformLocation(e,t)}setInputMatrixTexture(e,t,n){this.throwIfDisposed(),this.throwIfNoProgram(),wS(this.gl,e,t,n)}setOutputMatrixTexture(e,t,n){this.setOutputMatrixTextureDriver(e,n,t)}setOutputPackedMatrixTexture(e,t,n){this.throwIfDisposed();let[o,s]=lr(t,n);this.setOutputMatrixTextureDriver(e,o,s)}setOutputMatrixWriteRegion(e,t,n,o){this.setOutputMatrixWriteRegionDriver(n,e,o,t)}setOutputPackedMatrixWriteRegion(e,t,n,o){throw new Error("setOutputPackedMatrixWriteRegion not implemented.")}debugValidate(){this.program!=null&&uc(this.gl,this.program),ii(this.gl)}executeProgram(){this.throwIfDisposed(),this.throwIfNoProgram();let e=this.gl;if(this.debug){let t=this.getVertexArray();console.assert(t===this.program.vao,"VAO changed between setProgram and executeProgram!"),this.debugValidate()}V(e,()=>e.drawElements(e.TRIANGLES,6,e.UNSIGNED_SHORT,0))}blockUntilAllProgramsCompleted(){this.throwIfDisposed(),V(this.gl,()=>this.gl.finish())}getQueryTimerExtension(){return this.disjointQueryTimerExtension==null&&(this.disjointQueryTimerExtension=ai(this.gl,S().getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_VERSION")===2?"EXT_disjoint_timer_query_webgl2":"EXT_disjoint_timer_query")),this.disjointQueryTimerExtension}getQueryTimerExtensionWebGL2(){return this.getQueryTimerExtension()}getQueryTimerExtensionWebGL1(){return this.getQueryTimerExtension()}beginQuery(){if(S().getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_VERSION")===2){let n=this.gl,o=this.getQueryTimerExtensionWebGL2(),s=n.createQuery();return n.beginQuery(o.TIME_ELAPSED_EXT,s),s}let e=this.getQueryTimerExtensionWebGL1(),t=e.createQueryEXT();return e.beginQueryEXT(e.TIME_ELAPSED_EXT,t),t}endQuery(){if(S().getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_VERSION")===2){let t=this.gl,n=this.getQueryTimerExtensionWebGL2();t.endQuery(n.TIME_ELAPSED_EXT);return}let e=this.getQueryTimerExtensionWebGL1();e.endQueryEXT(e.TIME_ELAPSED_EXT)}async waitForQueryAndGetTime(e){return await b.repeatedTry(()=>this.disposed||this.isQueryAvailable(e,S().getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_VERSION"))),this.getQueryTime(e,S().getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_VERSION"))}getQueryTime(e,t){if(t===0)return null;if(t===2){let n=this.gl;return n.getQueryParameter(e,n.QUERY_RESULT)/1e6}else{let n=this.getQueryTimerExtensionWebGL1();return n.getQueryObjectEXT(e,n.QUERY_RESULT_EXT)/1e6}}isQueryAvailable(e,t){if(t===0)return!0;if(t===2){let n=this.gl,o=this.getQueryTimerExtensionWebGL2(),s=n.getQueryParameter(e,n.QUERY_RESULT_AVAILABLE);return this.disjoint==null&&(this.disjoint=this.gl.getParameter(o.GPU_DISJOINT_EXT)),s&&!this.disjoint}else{let n=this.getQueryTimerExtensionWebGL1(),o=n.getQueryObjectEXT(e,n.QUERY_RESULT_AVAILABLE_EXT);return this.disjoint==null&&(this.disjoint=this.gl.getParameter(n.GPU_DISJOINT_EXT)),o&&!this.disjoint}}pollFence(e){return new Promise(t=>{this.addItemToPoll(()=>e.isFencePassed(),()=>t())})}pollItems(){let e=DO(this.itemsToPoll.map(t=>t.isDoneFn));for(let t=0;t<=e;++t){let{resolveFn:n}=this.itemsToPoll[t];n()}this.itemsToPoll=this.itemsToPoll.slice(e+1)}addItemToPoll(e,t){if(this.itemsToPoll.push({isDoneFn:e,resolveFn:t}),this.itemsToPoll.length>1)return;let n;"setTimeoutCustom"in S().platform&&(n=S().platform.setTimeoutCustom.bind(S().platform)),b.repeatedTry(()=>(this.pollItems(),this.itemsToPoll.length===0),()=>0,null,n)}bindTextureToFrameBuffer(e){this.throwIfDisposed(),lc(this.gl,e,this.framebuffer),this.debug&&ii(this.gl)}unbindTextureToFrameBuffer(){this.outputTexture!=null?(lc(this.gl,this.outputTexture,this.framebuffer),this.debug&&ii(this.gl)):Og(this.gl,this.framebuffer)}downloadMatrixDriver(e,t){this.bindTextureToFrameBuffer(e);let n=t();return this.unbindTextureToFrameBuffer(),n}setOutputMatrixTextureDriver(e,t,n){this.throwIfDisposed();let o=this.gl;lc(o,e,this.framebuffer),this.debug&&ii(o),this.outputTexture=e,V(o,()=>o.viewport(0,0,t,n)),V(o,()=>o.scissor(0,0,t,n))}setOutputMatrixWriteRegionDriver(e,t,n,o){this.throwIfDisposed(),V(this.gl,()=>this.gl.scissor(e,t,n,o))}throwIfDisposed(){if(this.disposed)throw new Error("Attempted to use disposed GPGPUContext.")}throwIfNoProgram(){if(this.program==null)throw new Error("No GPU program is currently set.")}};function DO(r){let e=0;for(;e<r.length&&r[e]();++e);return e-1}var{addImpl:JS,bincountImpl:bc,bincountReduceImpl:e_,bitwiseAndImpl:t_,castImpl:r_,ceilImpl:n_,concatImpl:o_,equalImpl:s_,expImpl:a_,expm1Impl:i_,floorImpl:u_,gatherNdImpl:l_,gatherV2Impl:c_,greaterImpl:p_,greaterEqualImpl:d_,lessImpl:m_,lessEqualImpl:f_,linSpaceImpl:h_,logImpl:g_,maxImpl:x_,maximumImpl:b_,minimumImpl:y_,multiplyImpl:w_,negImpl:C_,notEqualImpl:I_,prodImpl:v_,raggedGatherImpl:S_,raggedRangeImpl:__,raggedTensorToTensorImpl:k_,rangeImpl:T_,rsqrtImpl:E_,scatterImpl:R_,sigmoidImpl:N_,simpleAbsImpl:yc,sliceImpl:A_,sparseFillEmptyRowsImpl:$_,sparseReshapeImpl:F_,sparseSegmentReductionImpl:wc,sqrtImpl:D_,staticRegexReplaceImpl:M_,stridedSliceImpl:P_,stringNGramsImpl:O_,stringSplitImpl:B_,stringToHashBucketFastImpl:L_,subImpl:U_,tileImpl:W_,topKImpl:V_,transposeImpl:Qn,uniqueImpl:G_}=lg;function Hg(r,e){return["x","y","z","w","u","v"].slice(0,e).map(t=>`${r}.${t}`)}function Re(r,e){return e===1?[r]:Hg(r,e)}function z_(r,e){if(r===1)return"rc";let t="";for(let n=0;n<r;n++)t+=e[n],n<r-1&&(t+=",");return t}var Cc=class{constructor(e){if(this.variableNames=["A"],this.packedInputs=!1,this.packedOutput=!0,this.outputShape=e,this.rank=e.length,this.enableShapeUniforms=me(this.outputShape.length),this.rank===0)this.userCode=`
        void main() {
          setOutput(vec4(getA(), 0., 0., 0.));
        }
      `;else{let t=Re("rc",this.rank),n=ee(this.rank),o=this.getOutOfBoundsCondition(t),s=this.getSetup(t),i=this.getOutput(t);this.userCode=`
        void main() {
          ${n} rc = getOutputCoords();

          if(${o}) {
            setOutput(vec4(0));
          } else {
            ${s}

            setOutput(vec4(${i}));
          }
        }
      `}}getSourceCoordsArr(e){let t=[];for(let n=0;n<=1;n++)for(let o=0;o<=1;o++){let s=`${n===0?"r":"rp1"}, ${o===0?"c":"cp1"}`;for(let i=2;i<this.rank;i++)s=`${e[e.length-1-i]},`+s;t.push(s)}return t}getOutOfBoundsCondition(e){if(this.rank===1)return`rc > ${this.enableShapeUniforms?"outShape":this.outputShape[0]}`;let t="";for(let n=this.rank-2;n<this.rank;n++)t+=`${e[n]} >= ${this.enableShapeUniforms?`outShape[${n}]`:this.outputShape[n]}`,n<this.rank-1&&(t+="||");return t}getSetup(e){if(this.rank===1)return"";let t=e.slice(-2),n=this.enableShapeUniforms?`outShape[${this.rank} - 1]`:this.outputShape[this.rank-1],o=this.enableShapeUniforms?`outShape[${this.rank} - 2]`:this.outputShape[this.rank-2];return`
      int r = ${t[0]};
      int c = ${t[1]};
      int rp1 = r + 1;
      int cp1 = c + 1;

      bool cEdge = cp1 >= ${n};
      bool rEdge = rp1 >= ${o};
    `}getOutput(e){let t=this.getSourceCoordsArr(e);return this.rank===1?`getA(rc), (rc + 1 >= ${this.enableShapeUniforms?"outShape":this.outputShape[0]} ? 0. : getA(rc + 1)), 0, 0`:`getA(${t[0]}),
            cEdge ? 0. : getA(${t[1]}),
            rEdge ? 0. : getA(${t[2]}),
            rEdge || cEdge ? 0. : getA(${t[3]})`}};var Cs=class{constructor(e,t){this.variableNames=["A"],this.packedInputs=!0,this.packedOutput=!0,this.customUniforms=[{name:"inputShape",type:"ivec3"}],this.outputShape=e,this.enableShapeUniforms=me(this.outputShape.length);let n="";for(let o=0;o<4;o++){let s="thisRC = rc;";o%2===1&&(s+="thisRC.z += 1;"),o>1&&(s+="thisRC.y += 1;"),n+=`
        ${s}
        ${o>0?"if(thisRC.y < rows && thisRC.z < cols){":""}
          int flatIndex = getFlatIndex(thisRC);

          ivec3 inputRC = inputCoordsFromReshapedOutCoords(flatIndex);
          vec2 inputRCInnerDims = vec2(float(inputRC.y),float(inputRC.z));

          result[${o}] =
            getChannel(getA(inputRC.x, inputRC.y, inputRC.z), inputRCInnerDims);
        ${o>0?"}":""}
      `}this.userCode=`
      ${MO(t,this.enableShapeUniforms)}
      ${this.enableShapeUniforms?fs():ms(e)}

      void main() {
        ivec3 rc = getOutputCoords();

        vec4 result = vec4(0.);

        ivec3 thisRC;
        int rows = ${this.enableShapeUniforms?"outShape[1]":e[1]};
        int cols = ${this.enableShapeUniforms?"outShape[2]":e[2]};

        ${n}

        setOutput(result);
      }
    `}};function MO(r,e){return`
    ivec3 inputCoordsFromReshapedOutCoords(int index) {
      ${e?ES(["r","c","d"],"inputShape"):Jt(["r","c","d"],r)}
      return ivec3(r, c, d);
    }
  `}var Ic=class{constructor(e){this.gpgpu=e,this.numUsedTextures=0,this.numFreeTextures=0,this._numBytesAllocated=0,this._numBytesFree=0,this.freeTextures={},this.usedTextures={},this.logEnabled=!1}acquireTexture(e,t,n){let o=q_(t,n),s=K_(e,o,n);s in this.freeTextures||(this.freeTextures[s]=[]),s in this.usedTextures||(this.usedTextures[s]=[]);let i=H_(e,o,this.gpgpu.gl,this.gpgpu.textureConfig,n);if(this.freeTextures[s].length>0){this.numFreeTextures--,this.numUsedTextures++,this._numBytesFree-=i,this.log();let l=this.freeTextures[s].pop();return this.usedTextures[s].push(l),l}let u;return o===qe.PACKED_2X2_FLOAT32?u=this.gpgpu.createPackedMatrixTexture(e[0],e[1]):o===qe.PACKED_2X2_FLOAT16?u=this.gpgpu.createFloat16PackedMatrixTexture(e[0],e[1]):o===qe.UNPACKED_FLOAT32?u=this.gpgpu.createFloat32MatrixTexture(e[0],e[1]):o===qe.UNPACKED_FLOAT16?u=this.gpgpu.createFloat16MatrixTexture(e[0],e[1]):o===qe.PACKED_4X1_UNSIGNED_BYTE&&(u=this.gpgpu.createUnsignedBytesMatrixTexture(e[0],e[1])),this.usedTextures[s].push(u),this.numUsedTextures++,this._numBytesAllocated+=i,this.log(),u}releaseTexture(e,t,n,o){if(this.freeTextures==null)return;let s=q_(n,o),i=K_(t,s,o);i in this.freeTextures||(this.freeTextures[i]=[]);let u=H_(t,s,this.gpgpu.gl,this.gpgpu.textureConfig,o),l=S().getNumber("WEBGL_DELETE_TEXTURE_THRESHOLD");l!==-1&&this._numBytesAllocated>l?(this.gpgpu.deleteMatrixTexture(e.texture),this._numBytesAllocated-=u):(this.freeTextures[i].push(e),this.numFreeTextures++,this._numBytesFree+=u),this.numUsedTextures--;let a=this.usedTextures[i],c=a&&a.indexOf(e);if(c==null||c<0)throw new Error("Cannot release a texture that was never provided by this texture manager");a[c]=a[a.length-1],a.pop(),this.log()}log(){if(!this.logEnabled)return;let e=this.numFreeTextures+this.numUsedTextures;console.log("Free/Used",`${this.numFreeTextures} / ${this.numUsedTextures}`,`(${e})`);let t=this._numBytesFree/this._numBytesAllocated;console.log(`Bytes allocated: ${this._numBytesAllocated}`),console.log(`Bytes unused: ${this._numBytesFree} (${Math.round(100*t)}%)`)}get numBytesAllocated(){return this._numBytesAllocated}get numBytesFree(){return this._numBytesFree}getNumUsedTextures(){return this.numUsedTextures}getNumFreeTextures(){return this.numFreeTextures}dispose(){if(this.freeTextures!=null){for(let e in this.freeTextures)this.freeTextures[e].forEach(t=>{this.gpgpu.deleteMatrixTexture(t.texture)});for(let e in this.usedTextures)this.usedTextures[e].forEach(t=>{this.gpgpu.deleteMatrixTexture(t.texture)});this.freeTextures=null,this.usedTextures=null,this.numUsedTextures=0,this.numFreeTextures=0,this._numBytesAllocated=0,this._numBytesFree=0}}};function PO(r,e){let t=r;if(e===t.R32F)return 4;if(e===t.R16F)return 2;if(e===t.RGBA32F)return 16;if(e===r.RGBA)return 16;if(e===t.RGBA16F)return 8;if(e===t.RGBA8)return 4;throw new Error(`Unknown internal format ${e}`)}function H_(r,e,t,n,o){let s=OO(e,n),i;if(o){let[l,a]=lr(r[0],r[1]);i=l*a}else{let[l,a]=Kn(r[0],r[1]);i=l*a}let u=PO(t,s);return i*u}function OO(r,e){switch(r){case qe.PACKED_2X2_FLOAT32:return Gg(e);case qe.PACKED_2X2_FLOAT16:return zg(e);case qe.UNPACKED_FLOAT32:return Ug(e);case qe.UNPACKED_FLOAT16:return Wg(e);case qe.PACKED_4X1_UNSIGNED_BYTE:return Vg(e);default:throw new Error(`Unknown physical texture type ${r}`)}}function BO(r){return S().getBool("WEBGL_RENDER_FLOAT32_ENABLED")?r?qe.PACKED_2X2_FLOAT32:qe.UNPACKED_FLOAT32:r?qe.PACKED_2X2_FLOAT16:qe.UNPACKED_FLOAT16}function q_(r,e){if(r===Ye.UPLOAD)return qe.PACKED_2X2_FLOAT32;if(r===Ye.RENDER||r==null)return BO(e);if(r===Ye.DOWNLOAD||r===Ye.PIXELS)return qe.PACKED_4X1_UNSIGNED_BYTE;throw new Error(`Unknown logical texture type ${r}`)}function K_(r,e,t){return`${r[0]}_${r[1]}_${e}_${t}`}var Ke=class{constructor(e,t){this.variableNames=["A"],this.outputShape=e,this.enableShapeUniforms=me(this.outputShape.length),this.userCode=`
      float unaryOperation(float x) {
        ${t}
      }

      void main() {
        float x = getAAtOutCoords();
        float y = unaryOperation(x);

        setOutput(y);
      }
    `}},Ue="if (isnan(x)) return x;",j_="return x;",qg="return abs(x);";var X_="return (x >= 0.0) ? x : (exp(x) - 1.0);",Y_=Ue+`
  return (x < 0.0) ? 0.0 : x;
`,Q_=Ue+`
  return (x < 0.0) ? 0.0 : min(6.0, x);
`,pr="return x;",Z_="return 1.0 / (1.0 + exp(-1.0 * x));";var e1="return x;",t1=`
  vec4 result;

  result.r = (x.r >= 0.0) ? x.r : (exp(x.r) - 1.0);
  result.g = (x.g >= 0.0) ? x.g : (exp(x.g) - 1.0);
  result.b = (x.b >= 0.0) ? x.b : (exp(x.b) - 1.0);
  result.a = (x.a >= 0.0) ? x.a : (exp(x.a) - 1.0);

  return result;
`,r1=`
  vec4 result = x * vec4(greaterThanEqual(x, vec4(0.0)));
  bvec4 isNaN = isnan(x);

  result.r = isNaN.r ? x.r : result.r;
  result.g = isNaN.g ? x.g : result.g;
  result.b = isNaN.b ? x.b : result.b;
  result.a = isNaN.a ? x.a : result.a;

  return result;
`,n1=`
  vec4 result = min(x, vec4(6.)) * vec4(greaterThanEqual(x, vec4(0.0)));
  bvec4 isNaN = isnan(x);

  result.r = isNaN.r ? x.r : result.r;
  result.g = isNaN.g ? x.g : result.g;
  result.b = isNaN.b ? x.b : result.b;
  result.a = isNaN.a ? x.a : result.a;

  return result;
`,o1="return 1.0 / (1.0 + exp(-1.0 * x));",bt=class{constructor(e,t){this.variableNames=["A"],this.packedInputs=!0,this.packedOutput=!0,this.outputShape=e,this.enableShapeUniforms=me(this.outputShape.length),this.userCode=`
      vec4 unaryOperation(vec4 x) {
        ${t}
      }

      void main() {
        vec4 x = getAAtOutCoords();
        vec4 y = unaryOperation(x);

        setOutput(y);
      }
    `}};var vc=class{constructor(e){this.variableNames=["A"],this.packedInputs=!0,this.packedOutput=!1,this.outputShape=e,this.enableShapeUniforms=me(this.outputShape.length);let t=e.length,n=Re("rc",t),o=ee(t),s=z_(t,n),i=n.slice(-2),u=t<=1?"rc":`vec2(${i.join(",")})`;this.userCode=`
      void main() {
        ${o} rc = getOutputCoords();
        vec4 packedInput = getA(${s});

        setOutput(getChannel(packedInput, ${u}));
      }
    `}};var UO=ur.whereImpl,WO=1e-7,VO=1e-4,Sc={};function GO(r){return r in Sc||(Sc[r]={}),Sc[r]}var zO=S().getNumber("CPU_HANDOFF_SIZE_THRESHOLD"),HO=600;function qO(){return S().global.screen==null?1024:S().global.screen.height*S().global.screen.width*window.devicePixelRatio*HO/1024/1024}var pi=class r extends xr{nextDataId(){return r.nextDataId++}constructor(e){if(super(),this.pendingRead=new WeakMap,this.pendingDisposal=new WeakSet,this.dataRefCount=new WeakMap,this.numBytesInGPU=0,this.uploadWaitMs=0,this.downloadWaitMs=0,this.lastGlFlushTime=0,this.warnedAboutMemory=!1,this.pendingDeletes=0,this.disposed=!1,!S().getBool("HAS_WEBGL"))throw new Error("WebGL is not supported on this device");let t;if(e!=null){if(e instanceof ws)t=e;else{let n=Tt(S().getNumber("WEBGL_VERSION"),e);t=new ws(n)}this.binaryCache={},this.gpgpuCreatedLocally=!1}else{let n=Tt(S().getNumber("WEBGL_VERSION"));t=new ws(n),this.binaryCache=GO(S().getNumber("WEBGL_VERSION")),this.gpgpuCreatedLocally=!0}this.gpgpu=t,this.canvas=this.gpgpu.gl.canvas,this.textureManager=new Ic(this.gpgpu),this.numMBBeforeWarning=qO(),this.texData=new mn(this,Yt())}numDataIds(){return this.texData.numDataIds()-this.pendingDeletes}writeTexture(e,t,n,o,s,i){let u=this.makeTensorInfo(t,n),l=this.texData.get(u.dataId);l.isPacked=!1,l.texture={texture:e,texShape:[o,s]},l.texShape=[o,s];let a=ui(t),c=new li(a,!1,i),p=this.runWebGLProgram(c,[u],n,[[o,s]]);return p.shape=t,l.texture=null,this.disposeIntermediateTensorInfo(u),p.dataId}write(e,t,n){if((S().getBool("WEBGL_CHECK_NUMERICAL_PROBLEMS")||S().getBool("DEBUG"))&&this.checkNumericalProblems(e),n==="complex64"&&e!=null)throw new Error("Cannot write to a complex64 dtype. Please use tf.complex(real, imag).");let o={id:this.nextDataId()};return this.texData.set(o,{shape:t,dtype:n,values:e,usage:Ye.UPLOAD,refCount:1}),o}refCount(e){return this.texData.has(e)?this.texData.get(e).refCount:0}incRef(e){let t=this.texData.get(e);t.refCount++}decRef(e){if(this.texData.has(e)){let t=this.texData.get(e);t.refCount--}}move(e,t,n,o,s){if(S().getBool("DEBUG")&&this.checkNumericalProblems(t),o==="complex64")throw new Error("Cannot write to a complex64 dtype. Please use tf.complex(real, imag).");this.texData.set(e,{shape:n,dtype:o,values:t,usage:Ye.UPLOAD,refCount:s})}disposeIntermediateTensorInfo(e){this.disposeData(e.dataId)}readSync(e){let t=this.texData.get(e),{values:n,dtype:o,complexTensorInfos:s,slice:i,shape:u,isPacked:l}=t;if(i!=null){let d;l?d=new bt(u,pr):d=new Ke(u,pr);let m=this.runWebGLProgram(d,[{dataId:e,shape:u,dtype:o}],o),f=this.readSync(m.dataId);return this.disposeIntermediateTensorInfo(m),f}if(n!=null)return this.convertAndCacheOnCPU(e);if(o==="string")return n;let a=this.activeTimers!=null,c;a&&(c=b.now());let p;if(o==="complex64"){let d=this.readSync(s.real.dataId),m=this.readSync(s.imag.dataId);p=w.mergeRealAndImagArrays(d,m)}else p=this.getValuesFromTexture(e);return a&&(this.downloadWaitMs+=b.now()-c),this.convertAndCacheOnCPU(e,p)}async read(e){if(this.pendingRead.has(e)){let f=this.pendingRead.get(e);return new Promise(h=>f.push(h))}let t=this.texData.get(e),{values:n,shape:o,slice:s,dtype:i,complexTensorInfos:u,isPacked:l}=t;if(s!=null){let f;l?f=new bt(o,pr):f=new Ke(o,pr);let h=this.runWebGLProgram(f,[{dataId:e,shape:o,dtype:i}],i),g=this.read(h.dataId);return this.disposeIntermediateTensorInfo(h),g}if(n!=null)return this.convertAndCacheOnCPU(e);if(S().getBool("DEBUG")&&!S().getBool("WEBGL_DOWNLOAD_FLOAT_ENABLED")&&S().getNumber("WEBGL_VERSION")===2)throw new Error("tensor.data() with WEBGL_DOWNLOAD_FLOAT_ENABLED=false and WEBGL_VERSION=2 not yet supported.");let a=null,c;if(i!=="complex64"&&S().get("WEBGL_BUFFER_SUPPORTED")){c=this.decode(e);let f=this.texData.get(c.dataId);a=this.gpgpu.createBufferFromTexture(f.texture.texture,...oi(o))}this.pendingRead.set(e,[]),i!=="complex64"&&await this.gpgpu.createAndWaitForFence();let p;if(i==="complex64"){let f=await Promise.all([this.read(u.real.dataId),this.read(u.imag.dataId)]),h=f[0],g=f[1];p=w.mergeRealAndImagArrays(h,g)}else if(a==null)p=this.getValuesFromTexture(e);else{let f=b.sizeFromShape(o);p=this.gpgpu.downloadFloat32MatrixFromBuffer(a,f)}if(c!=null&&this.disposeIntermediateTensorInfo(c),a!=null){let f=this.gpgpu.gl;V(f,()=>f.deleteBuffer(a))}let d=this.convertAndCacheOnCPU(e,p),m=this.pendingRead.get(e);return this.pendingRead.delete(e),m.forEach(f=>f(d)),this.pendingDisposal.has(e)&&(this.pendingDisposal.delete(e),this.disposeData(e)&&Yt().removeDataId(e,this),this.pendingDeletes--),d}readToGPU(e,t={}){let n=this.texData.get(e),{values:o,shape:s,slice:i,dtype:u,isPacked:l,texture:a}=n;if(u==="complex64")throw new Error("Does not support reading texture for complex64 dtype.");if(i!=null){let m;l?m=new bt(s,pr):m=new Ke(s,pr);let f=this.runWebGLProgram(m,[{dataId:e,shape:s,dtype:u}],u),h=this.readToGPU(f,t);return this.disposeIntermediateTensorInfo(f),h}if(a==null)throw o!=null?new Error("Data is not on GPU but on CPU."):new Error("There is no data on GPU or CPU.");let c=this.decode(e,t.customTexShape),p=Yt().makeTensorFromTensorInfo(c),d=this.texData.get(c.dataId);return Object.assign({tensorRef:p},d.texture)}bufferSync(e){let t=this.readSync(e.dataId);if(e.dtype==="string")try{let n=t.map(o=>b.decodeString(o));return he(e.shape,e.dtype,n)}catch{throw new Error("Failed to decode encoded string bytes into utf-8")}return he(e.shape,e.dtype,t)}checkNumericalProblems(e){if(e!=null)for(let t=0;t<e.length;t++){let n=e[t];if(!uS(n))throw S().getBool("WEBGL_RENDER_FLOAT32_CAPABLE")?Error(`The value ${n} cannot be represented with your current settings. Consider enabling float32 rendering: 'tf.env().set('WEBGL_RENDER_FLOAT32_ENABLED', true);'`):Error(`The value ${n} cannot be represented on this device.`)}}getValuesFromTexture(e){let{shape:t,dtype:n,isPacked:o}=this.texData.get(e),s=b.sizeFromShape(t);if(S().getBool("WEBGL_DOWNLOAD_FLOAT_ENABLED")){let d=this.decode(e),m=this.texData.get(d.dataId),f=this.gpgpu.downloadMatrixFromPackedTexture(m.texture.texture,...oi(t)).subarray(0,s);return this.disposeIntermediateTensorInfo(d),f}let i=S().getBool("WEBGL_PACK")&&o===!0,u=i?ui(t):t,l=i?new gc(u):new hc(u),a=this.runWebGLProgram(l,[{shape:u,dtype:n,dataId:e}],"float32"),c=this.texData.get(a.dataId),p=this.gpgpu.downloadByteEncodedFloatMatrixFromOutputTexture(c.texture.texture,c.texShape[0],c.texShape[1]).subarray(0,s);return this.disposeIntermediateTensorInfo(a),p}timerAvailable(){return S().getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_RELIABLE")>0}time(e){let t=this.activeTimers,n=[],o=!1;this.programTimersStack==null?(this.programTimersStack=n,o=!0):this.activeTimers.push(n),this.activeTimers=n,e();let s=b.flatten(this.activeTimers.map(l=>l.query)).filter(l=>l!=null),i=b.flatten(this.activeTimers.map(l=>l.name)).filter(l=>l!=null);this.activeTimers=t,o&&(this.programTimersStack=null);let u={uploadWaitMs:this.uploadWaitMs,downloadWaitMs:this.downloadWaitMs,kernelMs:null,wallMs:null};return(async()=>{if(S().getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_RELIABLE")>0){let l=await Promise.all(s);u.kernelMs=b.sum(l),u.getExtraProfileInfo=()=>l.map((a,c)=>({name:i[c],ms:a})).map(a=>`${a.name}: ${a.ms}`).join(", ")}else u.kernelMs={error:"WebGL query timers are not supported in this environment."};return this.uploadWaitMs=0,this.downloadWaitMs=0,u})()}memory(){return{unreliable:!1,numBytesInGPU:this.numBytesInGPU,numBytesInGPUAllocated:this.textureManager.numBytesAllocated,numBytesInGPUFree:this.textureManager.numBytesFree}}startTimer(){return S().getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_RELIABLE")>0?this.gpgpu.beginQuery():{startMs:b.now(),endMs:null}}endTimer(e){return S().getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_RELIABLE")>0?(this.gpgpu.endQuery(),e):(e.endMs=b.now(),e)}async getQueryTime(e){if(S().getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_RELIABLE")>0)return this.gpgpu.waitForQueryAndGetTime(e);let t=e;return t.endMs-t.startMs}disposeData(e,t=!1){if(this.pendingDisposal.has(e))return!1;if(!this.texData.has(e))return!0;if(t?this.texData.get(e).refCount=0:this.texData.get(e).refCount--,!t&&this.texData.get(e).refCount>0)return!1;if(this.pendingRead.has(e))return this.pendingDisposal.add(e),this.pendingDeletes++,!1;this.releaseGPUData(e);let{complexTensorInfos:n}=this.texData.get(e);return n!=null&&(this.disposeData(n.real.dataId,t),this.disposeData(n.imag.dataId,t)),this.texData.delete(e),!0}releaseGPUData(e){let{texture:t,dtype:n,texShape:o,usage:s,isPacked:i,slice:u}=this.texData.get(e),l=u&&u.origDataId||e,a=this.dataRefCount.get(l);a>1?this.dataRefCount.set(l,a-1):(this.dataRefCount.delete(l),t!=null&&(this.numBytesInGPU-=this.computeBytes(o,n),this.textureManager.releaseTexture(t,o,s,i)));let c=this.texData.get(e);c.texture=null,c.texShape=null,c.isPacked=!1,c.slice=null}getTexture(e){return this.uploadToGPU(e),this.texData.get(e).texture.texture}getDataInfo(e){return this.texData.get(e)}shouldExecuteOnCPU(e,t=zO){return S().getBool("WEBGL_CPU_FORWARD")&&e.every(n=>this.texData.get(n.dataId).texture==null&&b.sizeFromShape(n.shape)<t)}getGPGPUContext(){return this.gpgpu}where(e){w.warn("tf.where() in webgl locks the UI thread. Call tf.whereAsync() instead");let t=e.dataSync();return UO(e.shape,t)}packedUnaryOp(e,t,n){let o=new bt(e.shape,t),s=this.compileAndRun(o,[e],n);return Yt().makeTensorFromTensorInfo(s)}abs(e){if(this.shouldExecuteOnCPU([e])&&e.dtype!=="complex64"){let o=yc(this.texData.get(e.dataId).values);return this.makeOutput(e.shape,e.dtype,o)}if(S().getBool("WEBGL_PACK_UNARY_OPERATIONS"))return this.packedUnaryOp(e,qg,e.dtype);let t=new Ke(e.shape,qg),n=this.compileAndRun(t,[e]);return Yt().makeTensorFromTensorInfo(n)}makeTensorInfo(e,t,n){let o;if(t==="string"&&n!=null&&n.length>0&&b.isString(n[0])){let s=n.map(i=>b.encodeString(i));o=this.write(s,e,t)}else o=this.write(n,e,t);return this.texData.get(o).usage=null,{dataId:o,shape:e,dtype:t}}makeOutput(e,t,n){return Yt().makeTensorFromTensorInfo(this.makeTensorInfo(e,t,n),this)}unpackTensor(e){let t=new vc(e.shape);return this.runWebGLProgram(t,[e],e.dtype)}packTensor(e){let t=new Cc(e.shape);return this.runWebGLProgram(t,[e],e.dtype,null,!0)}packedReshape(e,t){let n=[tn(e.shape),...rn(e.shape)],o={dtype:e.dtype,shape:n,dataId:e.dataId},s=[tn(t),...rn(t)],i=new Cs(s,n),u=!0,l=[n],a=this.runWebGLProgram(i,[o],e.dtype,l,u);return{dataId:a.dataId,shape:t,dtype:a.dtype}}decode(e,t){let n=this.texData.get(e),{isPacked:o,shape:s,dtype:i}=n;if(t!=null){let d=b.sizeFromShape(s),m=t[0]*t[1]*4;b.assert(d<=m,()=>"customTexShape is too small. Row * Column * 4 should be equal or larger than the size of the tensor data.")}let u=ui(s),l;o?l=new fc(u):l=new mc(u);let a=!0,c=[t??oi(u)],p=this.runWebGLProgram(l,[{shape:u,dtype:i,dataId:e}],i,c,a,t);return{dtype:i,shape:s,dataId:p.dataId}}runWebGLProgram(e,t,n,o,s=!1,i){let u=this.makeTensorInfo(e.outputShape,n),l=this.texData.get(u.dataId);if(e.packedOutput&&(l.isPacked=!0),e.outPackingScheme===en.DENSE){let x=i??oi(e.outputShape);l.texShape=x.map(y=>y*2)}if(e.outTexUsage!=null&&(l.usage=e.outTexUsage),b.sizeFromShape(u.shape)===0)return l.values=b.getTypedArrayFromDType(u.dtype,0),u;let a=[],c=t.map(x=>{if(x.dtype==="complex64")throw new Error("GPGPUProgram does not support complex64 input. For complex64 dtypes, please separate the program into real and imaginary parts.");let y=this.texData.get(x.dataId);if(y.texture==null){if(!e.packedInputs&&b.sizeFromShape(x.shape)<=S().getNumber("WEBGL_SIZE_UPLOAD_UNIFORM"))return{shape:x.shape,texData:null,isUniform:!0,uniformValues:y.values};e.packedInputs&&(y.isPacked=!0,y.shape=x.shape)}if(this.uploadToGPU(x.dataId),!!y.isPacked!=!!e.packedInputs)x=y.isPacked?this.unpackTensor(x):this.packTensor(x),a.push(x),y=this.texData.get(x.dataId);else if(y.isPacked&&!jn(y.shape,x.shape)){let C=x,I=x.shape;x.shape=y.shape,x=this.packedReshape(x,I),a.push(x),y=this.texData.get(x.dataId),C.shape=I}return{shape:x.shape,texData:y,isUniform:!1}});this.uploadToGPU(u.dataId);let p={shape:u.shape,texData:l,isUniform:!1},d=PS(e,c,p),m=this.getAndSaveBinary(d,()=>DS(this.gpgpu,e,c,p)),f=this.activeTimers!=null,h;f&&(h=this.startTimer()),S().get("ENGINE_COMPILE_ONLY")||MS(this.gpgpu,m,c,p,o),a.forEach(x=>this.disposeIntermediateTensorInfo(x)),f&&(h=this.endTimer(h),this.activeTimers.push({name:e.constructor.name,query:this.getQueryTime(h)}));let g=S().getNumber("WEBGL_FLUSH_THRESHOLD");if(g>0){let x=b.now();x-this.lastGlFlushTime>g&&(this.gpgpu.gl.flush(),this.lastGlFlushTime=x)}if(!S().getBool("WEBGL_LAZILY_UNPACK")&&l.isPacked&&s===!1){let x=this.unpackTensor(u);return this.disposeIntermediateTensorInfo(u),x}return u}compileAndRun(e,t,n,o,s=!1){return n=n||t[0].dtype,this.runWebGLProgram(e,t,n,o,s)}getAndSaveBinary(e,t){return e in this.binaryCache||(this.binaryCache[e]=t()),this.binaryCache[e]}getTextureManager(){return this.textureManager}dispose(){this.disposed||(S().getBool("IS_TEST")||Object.keys(this.binaryCache).forEach(t=>{this.gpgpu.deleteProgram(this.binaryCache[t].webGLProgram),delete this.binaryCache[t]}),this.textureManager.dispose(),this.canvas!=null&&typeof HTMLCanvasElement<"u"&&this.canvas instanceof HTMLCanvasElement?this.canvas.remove():this.canvas=null,this.gpgpuCreatedLocally&&(this.gpgpu.program=null,this.gpgpu.dispose()),this.disposed=!0)}floatPrecision(){return this.floatPrecisionValue==null&&(this.floatPrecisionValue=de(()=>{if(!S().get("WEBGL_RENDER_FLOAT32_ENABLED")){let e=S().getBool("DEBUG");S().set("DEBUG",!1);let t=this.abs(He(1e-8)).dataSync()[0];if(S().set("DEBUG",e),t>0)return 32}return 16})),this.floatPrecisionValue}epsilon(){return this.floatPrecision()===32?WO:VO}uploadToGPU(e){let t=this.texData.get(e),{shape:n,dtype:o,values:s,texture:i,usage:u,isPacked:l}=t;if(i!=null)return;let a=this.activeTimers!=null,c;a&&(c=b.now());let p=t.texShape;if(p==null&&(p=CS(n,l),t.texShape=p),s!=null){let d=ui(n),m,f=p[1],h=p[0],g=s instanceof Uint8Array||s instanceof Uint8ClampedArray;(l||!g)&&([f,h]=lr(p[0],p[1])),l?m=new xc(d,g):m=new li(d,g);let x=g?[h,f]:p,y=this.makeTensorInfo(x,o),C=this.texData.get(y.dataId);g?C.usage=Ye.PIXELS:C.usage=Ye.UPLOAD,C.texShape=x,this.gpgpu.uploadDenseMatrixToTexture(this.getTexture(y.dataId),f,h,s);let I=[[h,f]],A=this.runWebGLProgram(m,[y],o,I,!0),N=this.texData.get(A.dataId);t.texShape=N.texShape,t.isPacked=N.isPacked,t.usage=N.usage,S().get("ENGINE_COMPILE_ONLY")?this.disposeData(A.dataId):(t.texture=N.texture,t.values=null,this.texData.delete(A.dataId)),this.disposeIntermediateTensorInfo(y),a&&(this.uploadWaitMs+=b.now()-c)}else{let d=this.acquireTexture(p,u,o,l);t.texture=d}}convertAndCacheOnCPU(e,t){let n=this.texData.get(e),{dtype:o}=n;return t!=null&&(n.values=KO(t,o)),n.values}acquireTexture(e,t,n,o){if(this.numBytesInGPU+=this.computeBytes(e,n),!this.warnedAboutMemory&&this.numBytesInGPU>this.numMBBeforeWarning*1024*1024){let s=(this.numBytesInGPU/1024/1024).toFixed(2);this.warnedAboutMemory=!0,console.warn(`High memory usage in GPU: ${s} MB, most likely due to a memory leak`)}return this.textureManager.acquireTexture(e,t,o)}computeBytes(e,t){return e[0]*e[1]*b.bytesPerElement(t)}checkCompileCompletion(){for(let[,e]of Object.entries(this.binaryCache))this.checkCompletion_(e)}async checkCompileCompletionAsync(){let e=[];if(this.gpgpu.parallelCompilationExtension){for(let[,t]of Object.entries(this.binaryCache))e.push(this.checkCompletionAsync_(t));return Promise.all(e)}else{for(let[,t]of Object.entries(this.binaryCache)){let n=new Promise(o=>{try{this.checkCompletion_(t),o(!0)}catch(s){throw s}});e.push(n)}return Promise.all(e)}}async checkCompletionAsync_(e){return this.gpgpu.gl.getProgramParameter(e.webGLProgram,this.gpgpu.parallelCompilationExtension.COMPLETION_STATUS_KHR)?this.checkCompletion_(e):(await Mh(),this.checkCompletionAsync_(e))}checkCompletion_(e){if(this.gpgpu.gl.getProgramParameter(e.webGLProgram,this.gpgpu.gl.LINK_STATUS)===!1)throw console.log(this.gpgpu.gl.getProgramInfoLog(e.webGLProgram)),this.gpgpu.gl.getShaderParameter(e.fragmentShader,this.gpgpu.gl.COMPILE_STATUS)===!1?(Mg(e.source,this.gpgpu.gl.getShaderInfoLog(e.fragmentShader)),new Error("Failed to compile fragment shader.")):new Error("Failed to link vertex and fragment shaders.");return!0}getUniformLocations(){for(let e of Object.values(this.binaryCache)){this.gpgpu.buildVao(e.webGLProgram);let{variablesLocations:t,customUniformLocations:n,infLoc:o,nanLoc:s,outShapeLocation:i,outShapeStridesLocation:u,outTexShapeLocation:l}=Lg(this.gpgpu,e.program,e.webGLProgram);e.variablesLocations=t,e.customUniformLocations=n,e.infLoc=o,e.nanLoc=s,e.outShapeLocation=i,e.outShapeStridesLocation=u,e.outTexShapeLocation=l}}createTensorFromGPUData(e,t,n){e.channels=e.channels||"RGBA";let{texture:o,height:s,width:i,channels:u}=e,l=Yt().backend;if(!l.gpgpu.gl.isTexture(o))throw new Error("The texture is invalid. Also, please make sure the texture and the TFJS WebGL backend are using the same canvas. If you want to use your own custom canvas, you have to create and use the custom TFJS WebGL backend created from the canvas through 'new tf.MathBackendWebGL(customCanvas)'.");let a=l.writeTexture(o,t,n,s,i,u);return Yt().makeTensorFromDataId(a,t,n,l)}};pi.nextDataId=0;function KO(r,e){if(e==="float32"||e==="complex64")return r;if(e==="int32"||e==="bool"){let t=e==="int32"?new Int32Array(r.length):new Uint8Array(r.length);for(let n=0;n<t.length;++n)t[n]=Math.round(r[n]);return t}else throw new Error(`Unknown dtype ${e}`)}Qr.isBrowser()&&bl("webgl",()=>new pi,2);var Is=`
  if (isnan(a)) return a;
  if (isnan(b)) return b;
`;var yt=class{constructor(e,t,n){this.variableNames=["A","B"],this.outputShape=w.assertAndGetBroadcastShape(t,n),this.enableShapeUniforms=me(this.outputShape.length),this.userCode=`
      float binaryOperation(float a, float b) {
        ${e}
      }

      void main() {
        float a = getAAtOutCoords();
        float b = getBAtOutCoords();
        setOutput(binaryOperation(a, b));
      }
    `}};var Rt=`
  result.r = isNaN.r ? NAN : result.r;
  result.g = isNaN.g ? NAN : result.g;
  result.b = isNaN.b ? NAN : result.b;
  result.a = isNaN.a ? NAN : result.a;
`;var Et=class{constructor(e,t,n,o=!1){this.variableNames=["A","B"],this.supportsBroadcasting=!0,this.packedInputs=!0,this.packedOutput=!0,this.outputShape=w.assertAndGetBroadcastShape(t,n);let s=this.outputShape.length;this.enableShapeUniforms=me(s);let i="";if(o)if(s===0||b.sizeFromShape(this.outputShape)===1)i=`
          result.y = 0.;
          result.z = 0.;
          result.w = 0.;
        `;else if(i=`
          ${ee(s)} coords = getOutputCoords();
        `,s===1)this.enableShapeUniforms?i+=`
            result.y = (coords + 1) >= outShape ? 0. : result.y;
            result.z = 0.;
            result.w = 0.;
          `:i+=`
            result.y = (coords + 1) >= ${this.outputShape[0]} ? 0. : result.y;
            result.z = 0.;
            result.w = 0.;
          `;else{let l=Re("coords",s);this.enableShapeUniforms?i+=`
            bool nextRowOutOfBounds =
              (${l[s-2]} + 1) >= outShape[${s} - 2];
            bool nextColOutOfBounds =
              (${l[s-1]} + 1) >= outShape[${s} - 1];
            result.y = nextColOutOfBounds ? 0. : result.y;
            result.z = nextRowOutOfBounds ? 0. : result.z;
            result.w = nextColOutOfBounds || nextRowOutOfBounds ? 0. : result.w;
          `:i+=`
            bool nextRowOutOfBounds =
              (${l[s-2]} + 1) >= ${this.outputShape[s-2]};
            bool nextColOutOfBounds =
              (${l[s-1]} + 1) >= ${this.outputShape[s-1]};
            result.y = nextColOutOfBounds ? 0. : result.y;
            result.z = nextRowOutOfBounds ? 0. : result.z;
            result.w = nextColOutOfBounds || nextRowOutOfBounds ? 0. : result.w;
          `}this.userCode=`
      vec4 binaryOperation(vec4 a, vec4 b) {
        ${e}
      }

      void main() {
        vec4 a = getAAtOutCoords();
        vec4 b = getBAtOutCoords();

        vec4 result = binaryOperation(a, b);
        ${i}

        setOutput(result);
      }
    `}};function Ne(r){let{inputs:e,backend:t}=r,{x:n}=e;return t.incRef(n.dataId),{dataId:n.dataId,shape:n.shape,dtype:n.dtype}}var s1={kernelName:yr,backendName:"webgl",kernelFunc:Ne};function wt(r){let{inputs:e,backend:t}=r,{real:n,imag:o}=e,s=t.makeTensorInfo(n.shape,"complex64"),i=t.texData.get(s.dataId),u=Ne({inputs:{x:n},backend:t}),l=Ne({inputs:{x:o},backend:t});return i.complexTensorInfos={real:u,imag:l},s}var a1={kernelName:Hs,backendName:"webgl",kernelFunc:wt};var Kg="return (a < 0.) ? b * a : a;",jg=`
  vec4 aLessThanZero = vec4(lessThan(a, vec4(0.)));
  return (aLessThanZero * (b * a)) + ((vec4(1.0) - aLessThanZero) * a);
`;function jO(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{alpha:s}=n,i=t.makeTensorInfo([],"float32",b.createScalarValue(s,"float32")),u=S().getBool("WEBGL_PACK_BINARY_OPERATIONS")?new Et(jg,o.shape,i.shape):new yt(Kg,o.shape,i.shape),l=t.runWebGLProgram(u,[o,i],"float32");return t.disposeIntermediateTensorInfo(i),l}var i1={kernelName:vn,backendName:"webgl",kernelFunc:jO};var Xg="return (a < 0.) ? b * a : a;",Yg=`
  vec4 aLessThanZero = vec4(lessThan(a, vec4(0.)));
  return (aLessThanZero * (b * a)) + ((vec4(1.0) - aLessThanZero) * a);
`;function XO(r){let{inputs:e,backend:t}=r,{x:n,alpha:o}=e,s=S().getBool("WEBGL_PACK_BINARY_OPERATIONS")?new Et(Yg,n.shape,o.shape):new yt(Xg,n.shape,o.shape);return t.runWebGLProgram(s,[n,o],"float32")}var u1={kernelName:Rn,backendName:"webgl",kernelFunc:XO};var zt="if (isnan(x)) return x;";function H({opSnippet:r,packedOpSnippet:e,cpuKernelImpl:t,dtype:n}){return({inputs:o,backend:s})=>{let{x:i}=o,u=s,l=n||i.dtype;if(u.shouldExecuteOnCPU([i])&&t!=null){let p=u.texData.get(i.dataId),d=t(p.values,l);return u.makeTensorInfo(i.shape,l,d)}let a=S().getBool("WEBGL_PACK_UNARY_OPERATIONS")&&e!=null,c;return a?c=new bt(i.shape,e):c=new Ke(i.shape,r),u.runWebGLProgram(c,[i],l)}}function ce({opSnippet:r,packedOpSnippet:e,checkOutOfBounds:t=!1,supportsComplex:n=!1,cpuKernelImpl:o,dtype:s}){return({inputs:i,backend:u})=>{let{a:l,b:a}=i,c=u;if(n&&l.dtype==="complex64"){let f=c.texData.get(l.dataId),h=c.texData.get(a.dataId),[g,x]=[[f.complexTensorInfos.real,h.complexTensorInfos.real],[f.complexTensorInfos.imag,h.complexTensorInfos.imag]].map(C=>{let[I,_]=C,A={dataId:I.dataId,dtype:I.dtype,shape:l.shape},N={dataId:_.dataId,dtype:_.dtype,shape:a.shape},F=new yt(r,l.shape,a.shape);return c.runWebGLProgram(F,[A,N],ot(I.dtype,_.dtype))}),y=wt({inputs:{real:g,imag:x},backend:c});return c.disposeIntermediateTensorInfo(g),c.disposeIntermediateTensorInfo(x),y}let p=s||ot(l.dtype,a.dtype);if((l.dtype==="string"||a.dtype==="string"||c.shouldExecuteOnCPU([l,a]))&&o!=null){let f=c.texData.get(l.dataId).values,h=c.texData.get(a.dataId).values,g=l.dtype==="string"?w.fromUint8ToStringArray(f):f,x=l.dtype==="string"?w.fromUint8ToStringArray(h):h,[y,C]=o(l.shape,a.shape,g,x,p),I=c.makeTensorInfo(C,p),_=c.texData.get(I.dataId);return _.values=y,I}let d=S().getBool("WEBGL_PACK_BINARY_OPERATIONS")&&e!=null,m;return d?m=new Et(e,l.shape,a.shape,t):m=new yt(r,l.shape,a.shape),c.runWebGLProgram(m,[l,a],p)}}function Nr(r,e=!1){if(r==="linear")return e?e1:j_;if(r==="relu")return e?r1:Y_;if(r==="elu")return e?t1:X_;if(r==="relu6")return e?n1:Q_;if(r==="prelu")return e?Yg:Xg;if(r==="leakyrelu")return e?jg:Kg;if(r==="sigmoid")return e?o1:Z_;throw new Error(`Activation ${r} has not been implemented for the WebGL backend.`)}var vs=class{constructor(e,t,n,o=!1,s=!1,i=!1,u=null,l=!1,a=!1){this.variableNames=["matrixA","matrixB"],this.packedInputs=!0,this.packedOutput=!0,this.outputShape=n,this.enableShapeUniforms=me(this.outputShape.length);let c=o?e[1]:e[2],p=Math.ceil(c/2),d=o?"i * 2, rc.y":"rc.y, i * 2",m=s?"rc.z, i * 2":"i * 2, rc.z",f=o?["a.xxyy","a.zzww"]:["a.xxzz","a.yyww"],h=s?["b.xzxz","b.ywyw"]:["b.xyxy","b.zwzw"],g="",x="";u&&(l?g=`vec4 activation(vec4 a) {
          vec4 b = getPreluActivationWeightsAtOutCoords();
          ${u}
        }`:a?g=`vec4 activation(vec4 a) {
          vec4 b = getLeakyreluAlphaAtOutCoords();
          ${u}
        }`:g=`vec4 activation(vec4 x) {
          ${u}
        }`,x="result = activation(result);");let y=i?"result += getBiasAtOutCoords();":"";i&&this.variableNames.push("bias"),l&&this.variableNames.push("preluActivationWeights"),a&&this.variableNames.push("leakyreluAlpha");let C="rc.x",I="rc.x";e[0]<t[0]?C=`imod(rc.x, ${e[0]})`:t[0]<e[0]&&(I=`imod(rc.x, ${t[0]})`),this.userCode=`
      ${g}
      // Don't use uniform for sharedDimensionPacked for performance.
      const float sharedDimension = ${p}.0;

      vec4 dot2x2ARowBCol(ivec3 rc) {
        vec4 result = vec4(0);
        int batchA = ${C};
        int batchB = ${I};
        for (int i = 0; i < ${p}; i++) {
          vec4 a = getMatrixA(batchA, ${d});
          vec4 b = getMatrixB(batchB, ${m});

          // These swizzled products need to be separately added.
          // See: https://github.com/tensorflow/tfjs/issues/1735
          result += (${f[0]} * ${h[0]});
          result += (${f[1]} * ${h[1]});
        }
        return result;
      }

      void main() {
        ivec3 rc = getOutputCoords();
        vec4 result = dot2x2ARowBCol(rc);

        ${y}

        ${x}

        setOutput(result);
      }
    `}};var Qg={REAL:"return areal * breal - aimag * bimag;",IMAG:"return areal * bimag + aimag * breal;"},di=class{constructor(e,t,n){this.variableNames=["AReal","AImag","BReal","BImag"],this.outputShape=w.assertAndGetBroadcastShape(t,n),this.userCode=`
      float binaryOpComplex(
          float areal, float aimag, float breal, float bimag) {
        ${e}
      }

      void main() {
        float areal = getARealAtOutCoords();
        float aimag = getAImagAtOutCoords();
        float breal = getBRealAtOutCoords();
        float bimag = getBImagAtOutCoords();
        setOutput(binaryOpComplex(areal, aimag, breal, bimag));
      }
    `}};var l1="return a * b;";function mi(r){let{inputs:e,backend:t}=r,{a:n,b:o}=e,s=w.upcastType(n.dtype,o.dtype);if(n.dtype==="complex64"){let u=t.texData.get(n.dataId),l=t.texData.get(o.dataId),a=new di(Qg.REAL,n.shape,o.shape),c=new di(Qg.IMAG,n.shape,o.shape),p=[{dataId:u.complexTensorInfos.real.dataId,dtype:u.complexTensorInfos.real.dtype,shape:n.shape},{dataId:u.complexTensorInfos.imag.dataId,dtype:u.complexTensorInfos.imag.dtype,shape:n.shape},{dataId:l.complexTensorInfos.real.dataId,dtype:l.complexTensorInfos.real.dtype,shape:o.shape},{dataId:l.complexTensorInfos.imag.dataId,dtype:l.complexTensorInfos.imag.dtype,shape:o.shape}],d=t.runWebGLProgram(a,p,"float32"),m=t.runWebGLProgram(c,p,"float32"),f=wt({inputs:{real:d,imag:m},backend:t});return t.disposeIntermediateTensorInfo(d),t.disposeIntermediateTensorInfo(m),f}if(t.shouldExecuteOnCPU([n,o])){let u=t.texData.get(n.dataId),l=t.texData.get(o.dataId),[a,c]=w_(n.shape,o.shape,u.values,l.values,s),p=t.makeTensorInfo(c,s),d=t.texData.get(p.dataId);return d.values=a,p}let i;return S().getBool("WEBGL_PACK_BINARY_OPERATIONS")?i=new Et(l1,n.shape,o.shape):i=new yt(l1,n.shape,o.shape),t.runWebGLProgram(i,[n,o],s)}var c1={kernelName:zr,backendName:"webgl",kernelFunc:mi};function p1(r,e,t){let n=[tn(r.shape),...rn(r.shape)],o={dtype:r.dtype,shape:n,dataId:r.dataId},s=[tn(e),...rn(e)],i=new Cs(s,n),u=!0,l=[n],a=t.runWebGLProgram(i,[o],r.dtype,l,u);return{dataId:a.dataId,shape:e,dtype:a.dtype}}function M(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{shape:s}=n,i=t,u=b.sizeFromShape(o.shape),l=b.inferFromImplicitShape(s,u),a=b.sizeFromShape(l);b.assert(u===a,()=>`The new shape (${l}) has ${a} elements and the old shape (${o.shape}) has ${u} elements. The new shape and old shape must have the same number of elements.`);let c=i.texData.get(o.dataId);return c.isPacked&&!jn(o.shape,l)&&!(c.texture!==null&&jn(c.shape,l))?p1(o,l,i):(i.incRef(o.dataId),{dataId:o.dataId,shape:l,dtype:o.dtype})}var d1={kernelName:Bo,backendName:"webgl",kernelFunc:M};var fi=class{constructor(e,t){this.variableNames=["x"];let{windowSize:n,batchSize:o,inSize:s,outSize:i}=e;this.outputShape=[o,i];let u=Math.floor(n/4)*4,l=n%4,a="sumValue += dot(values, ones);";if(t!=null){let p=1/t;a=`sumValue += dot(values * ${b.isInt(p)?p.toPrecision(2):p}, ones);`}let c="";s%n>0&&(c=`
        if (inIdx < 0 || inIdx >= ${s}) {
          return 0.0;
        }
      `),this.userCode=`
      const vec4 ones = vec4(1.0, 1.0, 1.0, 1.0);

      float getValue(int batch, int inIdx) {
        ${c}
        return getX(batch, inIdx);
      }

      void main() {
        ivec2 coords = getOutputCoords();
        int batch = coords[0];
        int outIdx = coords[1];
        int inOffset = outIdx * ${n};

        float sumValue = 0.0;

        for (int i = 0; i < ${u}; i += 4) {
          int inIdx = inOffset + i;
          vec4 values = vec4(
            getValue(batch, inIdx),
            getValue(batch, inIdx + 1),
            getValue(batch, inIdx + 2),
            getValue(batch, inIdx + 3)
          );

          ${a}
        }

        int inIdx = inOffset + ${u};
        if (${l===1}) {
          vec4 values = vec4(getValue(batch, inIdx), 0.0, 0.0, 0.0);

          ${a}
        } else if (${l===2}) {
          vec4 values = vec4(
            getValue(batch, inIdx),
            getValue(batch, inIdx + 1), 0.0, 0.0);

          ${a}
        } else if (${l===3}) {
          vec4 values = vec4(
            getValue(batch, inIdx),
            getValue(batch, inIdx + 1),
            getValue(batch, inIdx + 2), 0.0);

          ${a}
        }
        setOutput(sumValue);
      }
    `}};var _c=class{constructor(e,t){this.variableNames=["x"];let{windowSize:n,batchSize:o,inSize:s,outSize:i}=e;this.outputShape=[o,i];let u="0.0",l="";t==="prod"?u="1.0":t==="min"?(u="1.0 / 1e-20",l="min"):t==="max"&&(u="-1.0 / 1e-20",l="max");let a=`${t}(${t}(${t}(minMaxValue[0], minMaxValue[1]), minMaxValue[2]), minMaxValue[3])`;t==="sum"?a="sumValue":t==="prod"?a="prodValue":t==="all"?a="allValue":t==="any"&&(a="anyValue");let c=Math.floor(n/4)*4,p=n%4,d=`
      if (${t==="sum"}) {
        sumValue += dot(values, ones);
      } else if (${t==="prod"}) {
        vec2 tmp = vec2(values[0], values[1]) * vec2(values[2], values[3]);
        prodValue *= tmp[0] * tmp[1];
      } else {
        minMaxValue = ${l}(values, minMaxValue);
        if (${t==="min"} || ${t==="max"}) {
          minMaxValue = ${l}(values, minMaxValue);
          bvec4 isNaN = isnan(values);
          if (isNaN.r || isNaN.g || isNaN.b || isNaN.a) {
            minMaxValue = vec4(NAN);
          }
        }
      }
    `,m="vec4";t==="all"?(u="1.0",d=`
        bool reducedAllValue = all(values);
        float floatedReducedAllValue = float(reducedAllValue);
        allValue = float(allValue >= 1.0 && floatedReducedAllValue >= 1.0);
      `,m="bvec4"):t==="any"&&(u="0.0",d=`
        bool reducedAnyValue = any(values);
        float floatedReducedAnyValue = float(reducedAnyValue);
        anyValue = float(anyValue >= 1.0 || floatedReducedAnyValue >= 1.0);
      `,m="bvec4");let f="";s%n>0&&(f=`
        if (inIdx < 0 || inIdx >= ${s}) {
          return initializationValue;
        }
      `),this.userCode=`
      const float initializationValue = ${u};
      const vec4 ones = vec4(1.0, 1.0, 1.0, 1.0);

      float getValue(int batch, int inIdx) {
        ${f}
        return getX(batch, inIdx);
      }

      void main() {
        ivec2 coords = getOutputCoords();
        int batch = coords[0];
        int outIdx = coords[1];
        int inOffset = outIdx * ${n};

        vec4 minMaxValue = vec4(${u});
        float prodValue = 1.0;
        float sumValue = 0.0;
        float allValue = 1.0;
        float anyValue = 0.0;

        for (int i = 0; i < ${c}; i += 4) {
          int inIdx = inOffset + i;
          ${m} values = ${m}(
            getValue(batch, inIdx),
            getValue(batch, inIdx + 1),
            getValue(batch, inIdx + 2),
            getValue(batch, inIdx + 3)
          );

          ${d}
        }

        int inIdx = inOffset + ${c};
        if (${p===1}) {
          ${m} values = ${m}(
            getValue(batch, inIdx),
            initializationValue,
            initializationValue,
            initializationValue
          );

          ${d}
        } else if (${p===2}) {
          ${m} values = ${m}(
            getValue(batch, inIdx),
            getValue(batch, inIdx + 1),
            initializationValue,
            initializationValue
          );

          ${d}
        } else if (${p===3}) {
          ${m} values = ${m}(
            getValue(batch, inIdx),
            getValue(batch, inIdx + 1),
            getValue(batch, inIdx + 2),
            initializationValue
          );

          ${d}
        }
        setOutput(${a});
      }
    `}};function QO(r){let e=[];for(;e.length===0||e[e.length-1].outSize!==1;){let t=e.length?e[e.length-1].outSize:r[1],n=w.computeOptimalWindowSize(t);e.push({inSize:t,windowSize:n,outSize:Math.ceil(t/n)})}return e}function Nt(r,e,t,n){let o=QO(r.shape),s=r;for(let i=0;i<o.length;i++){let{inSize:u,windowSize:l,outSize:a}=o[i],c,p;t==="mean"?c=i===0?new fi({windowSize:l,inSize:u,batchSize:r.shape[0],outSize:a},u):new fi({windowSize:l,inSize:u,batchSize:r.shape[0],outSize:a}):c=new _c({windowSize:l,inSize:u,batchSize:r.shape[0],outSize:a},t),p=s,s=n.runWebGLProgram(c,[s],e),p.dataId!==r.dataId&&n.disposeIntermediateTensorInfo(p)}return s}var kc=class{constructor(e,t){this.variableNames=["A"];let n=new Array(e.length);for(let i=0;i<n.length;i++)n[i]=e[t[i]];this.outputShape=n,this.rank=n.length;let o=ee(this.rank),s=ZO(t);this.userCode=`
    void main() {
      ${o} resRC = getOutputCoords();
      setOutput(getA(${s}));
    }
    `}};function ZO(r){let e=r.length;if(e>6)throw Error(`Transpose for rank ${e} is not yet supported`);let t=["resRC.x","resRC.y","resRC.z","resRC.w","resRC.u","resRC.v"],n=new Array(e);for(let o=0;o<r.length;o++)n[r[o]]=t[o];return n.join()}var Tc=class{constructor(e,t){this.variableNames=["A"],this.packedInputs=!0,this.packedOutput=!0;let n=new Array(e.length);for(let c=0;c<n.length;c++)n[c]=e[t[c]];if(this.outputShape=n,this.rank=n.length,this.rank>6)throw Error(`Packed transpose for rank ${this.rank} is not yet supported.`);let o=ee(this.rank),s=Hg("rc",this.rank),i=new Array(this.rank);for(let c=0;c<t.length;c++)i[t[c]]=s[c];let u=`vec2(${i.slice(-2).join()})`,l=`++${s[this.rank-1]} < ${n[this.rank-1]}`,a=`getChannel(getA(${i.join()}), ${u})`;this.userCode=`
    void main() {
      ${o} rc = getOutputCoords();
      vec4 result = vec4(0.);
      result[0] = ${a};
      if(${l}) {
        result[1] = ${a};
      }
      --${s[this.rank-1]};
      if(++${s[this.rank-2]} < ${n[this.rank-2]}) {
        result[2] = ${a};
        if(${l}) {
          result[3] = ${a};
        }
      }
      setOutput(result);
    }
    `}};function nn(r,e,t){let n=S().getBool("WEBGL_PACK_ARRAY_OPERATIONS")?new Tc(r.shape,e):new kc(r.shape,e);return t.runWebGLProgram(n,[r],r.dtype)}function m1(r,e,t,n){let o=e,s=r.shape.length,i=b.parseAxisParam(o,r.shape),u=i,l=w.getAxesPermutation(u,s),a=l!=null,c=r;a&&(c=nn(r,l,n),u=w.getInnerMostAxes(u.length,s)),w.assertAxesAreInnerMostDims("sum",u,s);let[p,d]=w.computeOutAndReduceShapes(c.shape,u),m=p;t&&(m=w.expandShapeToKeepDim(p,i));let f=b.sizeFromShape(d),g=b.sizeFromShape(r.shape)/f,x=M({inputs:{x:c},attrs:{shape:[g,f]},backend:n}),y=Wn(r.dtype),C=Nt(x,y,"sum",n),I=M({inputs:{x:C},attrs:{shape:m},backend:n});return n.disposeIntermediateTensorInfo(x),n.disposeIntermediateTensorInfo(C),a&&n.disposeIntermediateTensorInfo(c),I}function Zn(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{axis:s,keepDims:i}=n;return m1(o,s,i,t)}var f1={kernelName:"Sum",backendName:"webgl",kernelFunc:Zn};function we(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{perm:s}=n,i=t,u=o.shape.length,l=new Array(u);for(let c=0;c<l.length;c++)l[c]=o.shape[s[c]];let a;if(i.shouldExecuteOnCPU([o])){let p=i.texData.get(o.dataId).values,d=Qn(p,o.shape,o.dtype,s,l);a=i.makeTensorInfo(l,o.dtype);let m=i.texData.get(a.dataId);m.values=d}else a=nn(o,s,i);return a}var h1={kernelName:Cr,backendName:"webgl",kernelFunc:we};var Zg=1e3;function Jn({a:r,b:e,transposeA:t,transposeB:n,backend:o,bias:s=null,preluActivationWeights:i=null,leakyreluAlpha:u=0,activation:l=null}){let a=r.shape.length,c=e.shape.length,p=t?r.shape[a-2]:r.shape[a-1],d=n?e.shape[c-1]:e.shape[c-2],m=t?r.shape[a-1]:r.shape[a-2],f=n?e.shape[c-2]:e.shape[c-1],h=r.shape.slice(0,-2),g=e.shape.slice(0,-2),x=b.sizeFromShape(h),y=b.sizeFromShape(g),I=Tr.assertAndGetBroadcastShape(r.shape.slice(0,-2),e.shape.slice(0,-2)).concat([m,f]);b.assert(p===d,()=>`Error in matMul: inner shapes (${p}) and (${d}) of Tensors with shapes ${r.shape} and ${e.shape} and transposeA=${t} and transposeB=${n} must match.`);let _=t?[x,p,m]:[x,m,p],A=n?[y,f,d]:[y,d,f],N=M({inputs:{x:r},backend:o,attrs:{shape:_}}),F=M({inputs:{x:e},backend:o,attrs:{shape:A}}),O=[N,F],B=Math.max(x,y),q=t?N.shape[1]:N.shape[2],j=s!=null,ue=i!=null,fe=l==="leakyrelu",ge=l!=null?Nr(l,!0):null,ve=j||ue||fe||ge!=null,le;if((m===1||f===1)&&q>Zg&&ve===!1){let Qe=N,Xe=F;t&&(Qe=we({inputs:{x:N},backend:o,attrs:{perm:[0,2,1]}}),O.push(Qe)),n&&(Xe=we({inputs:{x:F},backend:o,attrs:{perm:[0,2,1]}}),O.push(Xe));let at=f!==1,De=f===1,Be=Qe;at&&(Be=M({inputs:{x:Qe},backend:o,attrs:{shape:[B,q,1]}}),O.push(Be));let xe=f===1?2:1,Ot=Xe;De&&(Ot=M({inputs:{x:Xe},backend:o,attrs:{shape:[B,1,q]}}),O.push(Ot));let At=mi({inputs:{a:Be,b:Ot},backend:o});le=Zn({inputs:{x:At},backend:o,attrs:{axis:xe,keepDims:!0}}),O.push(At)}else{let Qe=ot(r.dtype,e.dtype),Xe=new vs(_,A,[B,m,f],t,n,j,ge,ue,fe),at=[N,F];if(s!=null&&at.push(s),ue&&at.push(i),fe){let De=o.makeTensorInfo([],"float32",b.createScalarValue(u,"float32"));at.push(De),O.push(De)}le=o.runWebGLProgram(Xe,at,Qe)}let ke=M({inputs:{x:le},backend:o,attrs:{shape:I}});O.push(le);for(let Qe of O)o.disposeIntermediateTensorInfo(Qe);return ke}function JO(r){let{inputs:e,backend:t,attrs:n}=r,{a:o,b:s,bias:i,preluActivationWeights:u}=e,{transposeA:l,transposeB:a,activation:c,leakyreluAlpha:p}=n;return Jn({a:o,b:s,transposeA:l,transposeB:a,backend:t,bias:i,preluActivationWeights:u,leakyreluAlpha:p,activation:c})}var g1={kernelName:Ca,backendName:"webgl",kernelFunc:JO};var x1="return abs(x);";function eB(r){let{inputs:e,backend:t}=r,{x:n}=e;if(t.shouldExecuteOnCPU([n])&&n.dtype!=="complex64"){let s=t.texData.get(n.dataId),i=yc(s.values);return t.makeTensorInfo(n.shape,n.dtype,i)}let o;return S().getBool("WEBGL_PACK_UNARY_OPERATIONS")?o=new bt(n.shape,x1):o=new Ke(n.shape,x1),t.runWebGLProgram(o,[n],n.dtype)}var b1={kernelName:"Abs",backendName:"webgl",kernelFunc:eB};var tB=Ue+`
  if (abs(x) > 1.) {
    return NAN;
  }
  return acos(x);
`,rB=H({opSnippet:tB}),y1={kernelName:pu,backendName:"webgl",kernelFunc:rB};var nB=Ue+`
  if (x < 1.0) return NAN;
return log(x + sqrt(x * x - 1.0));`,oB=H({opSnippet:nB}),w1={kernelName:du,backendName:"webgl",kernelFunc:oB};var C1="return a + b;",sB=ce({opSnippet:C1,packedOpSnippet:C1,supportsComplex:!0,cpuKernelImpl:JS}),I1={kernelName:"Add",backendName:"webgl",kernelFunc:sB};var Ec=class{constructor(e,t){this.outputShape=[],this.outputShape=e,this.variableNames=t.map((s,i)=>`T${i}`);let n=[];this.variableNames.forEach(s=>{n.push(`float v${s} = get${s}AtOutCoords();`)});let o=this.variableNames.map(s=>`v${s}`).join(" + ");this.userCode=`
      void main() {
        ${n.join(`
        `)}

        float result = ${o};
        setOutput(result);
      }
    `}};var Rc=class{constructor(e,t){this.outputShape=[],this.packedInputs=!0,this.packedOutput=!0,this.outputShape=e,this.variableNames=t.map((s,i)=>`T${i}`);let n=[];this.variableNames.forEach(s=>{n.push(`vec4 v${s} = get${s}AtOutCoords();`)});let o=this.variableNames.map(s=>`v${s}`).join(" + ");this.userCode=`
      void main() {
        ${n.join(`
        `)}

        vec4 result = ${o};
        setOutput(result);
      }
    `}};function Nc(r){let{inputs:e,backend:t}=r,n=e;if(n.length===1)return Ne({inputs:{x:n[0]},backend:t});if(n.length>S().getNumber("WEBGL_MAX_TEXTURES_IN_SHADER")){let l=Math.floor(n.length/2),a=Nc({inputs:n.slice(0,l),backend:t}),c=Nc({inputs:n.slice(l),backend:t});return Nc({inputs:[a,c],backend:t})}let o=n.map(l=>l.dtype).reduce((l,a)=>ot(l,a)),s=n.map(l=>l.shape),u=S().getBool("WEBGL_PACK")?new Rc(n[0].shape,s):new Ec(n[0].shape,s);return t.runWebGLProgram(u,n,o)}var v1={kernelName:Vs,backendName:"webgl",kernelFunc:Nc};function aB(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{axis:s,keepDims:i}=n,u=o.shape.length,l=b.parseAxisParam(s,o.shape),a=l,c=w.getAxesPermutation(a,u),p=o;c!=null&&(p=we({inputs:{x:o},backend:t,attrs:{perm:c}}),a=w.getInnerMostAxes(a.length,u)),w.assertAxesAreInnerMostDims("all",a,u);let[d,m]=w.computeOutAndReduceShapes(p.shape,a),f=b.sizeFromShape(m),h=M({inputs:{x:p},backend:t,attrs:{shape:[-1,f]}}),g=Nt(h,h.dtype,"all",t),x;if(i){let y=w.expandShapeToKeepDim(d,l);x=M({inputs:{x:g},backend:t,attrs:{shape:y}})}else x=M({inputs:{x:g},backend:t,attrs:{shape:d}});return t.disposeIntermediateTensorInfo(h),t.disposeIntermediateTensorInfo(g),c!=null&&t.disposeIntermediateTensorInfo(p),x}var S1={kernelName:"All",backendName:"webgl",kernelFunc:aB};function iB(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{axis:s,keepDims:i}=n,u=o.shape.length,l=b.parseAxisParam(s,o.shape),a=l,c=w.getAxesPermutation(a,u),p=o;c!=null&&(p=we({inputs:{x:o},backend:t,attrs:{perm:c}}),a=w.getInnerMostAxes(a.length,u)),w.assertAxesAreInnerMostDims("any",a,u);let[d,m]=w.computeOutAndReduceShapes(p.shape,a),f=b.sizeFromShape(m),h=M({inputs:{x:p},backend:t,attrs:{shape:[-1,f]}}),g=Nt(h,h.dtype,"any",t),x;if(i){let y=w.expandShapeToKeepDim(d,l);x=M({inputs:{x:g},backend:t,attrs:{shape:y}})}else x=M({inputs:{x:g},backend:t,attrs:{shape:d}});return t.disposeIntermediateTensorInfo(h),t.disposeIntermediateTensorInfo(g),c!=null&&t.disposeIntermediateTensorInfo(p),x}var _1={kernelName:"Any",backendName:"webgl",kernelFunc:iB};var Ac=class{constructor(e,t,n){this.variableNames=["A"];let{windowSize:o,batchSize:s,outSize:i}=e;n||this.variableNames.push("bestIndicesA"),this.outputShape=[s,i];let u=t==="max"?">":"<",l=n?"inOffset + i;":"round(getBestIndicesA(batch, inOffset + i));";this.userCode=`
      void main() {
        ivec2 coords = getOutputCoords();
        int batch = coords[0];
        int outIdx = coords[1];
        int inOffset = outIdx * ${o};

        int bestIndex = inOffset;
        float bestValue = getA(batch, bestIndex);

        for (int i = 0; i < ${o}; i++) {
          int inIdx = ${l};
          float candidate = getA(batch, inIdx);
          if (candidate ${u} bestValue) {
            bestValue = candidate;
            bestIndex = inIdx;
          }
        }
        setOutput(float(bestIndex));
      }
    `}};var $c=class{constructor(e,t,n,o){this.variableNames=["A"],this.packedInputs=!0,this.packedOutput=!0,b.assert(e.length>2,()=>`Packed arg${n.charAt(0).toUpperCase()+n.slice(1)} supports only inputs with rank above 2.`);let s=e[e.length-1],i=Math.ceil(s/t);this.outputShape=e.slice(0,-1),i>1&&this.outputShape.push(i),o||this.variableNames.push("bestIndicesA");let u=this.outputShape,l=u.length,a=ee(l),c=Re("coords",l),p,d;if(i===1){d=l+1;let F=ee(d);p=`
        ${F} sourceLocR = ${F}(${c.join()}, 0);
        ++${c[l-1]};
        ${F} sourceLocG = ${F}(${c.join()}, 0);
        ++${c[l-2]};
        ${F} sourceLocA = ${F}(${c.join()}, 0);
        --${c[l-1]};
        ${F} sourceLocB = ${F}(${c.join()}, 0);
        --${c[l-2]};`}else d=l,p=`
        ${a} sourceLocR = coords;
        ++${c[l-1]};
        ${a} sourceLocG = coords;
        ++${c[l-2]};
        ${a} sourceLocA = coords;
        --${c[l-1]};
        ${a} sourceLocB = coords;
        --${c[l-2]};`;let m=["x","y","z","w","u","v"].slice(0,d),f="."+m[d-1],h=m.map(F=>"int "+F),g=Re("sourceLocR",d-1).concat("inIdx.r"),x=Re("sourceLocG",d-1).concat("inIdx.g"),y=Re("sourceLocB",d-1).concat("inIdx.b"),C=Re("sourceLocA",d-1).concat("inIdx.a"),I=n==="max"?"greaterThan":"lessThan",_=o?"":`
          inIdx = round(vec4(getBestIndicesAChannel(${g.join()}),
                             getBestIndicesAChannel(${x.join()}),
                             getBestIndicesAChannel(${y.join()}),
                             getBestIndicesAChannel(${C.join()})));`,A=`vec4(
            getAChannel(${g.join()}),
            hasNextCol ? getAChannel(${x.join()}) : 0.,
            hasNextRow ? getAChannel(${y.join()}) : 0.,
            hasNextRow && hasNextCol ? getAChannel(${C.join()}) : 0.)`,N=o?"":`
      float getBestIndicesAChannel(${h.join()}) {
        return getChannel(getBestIndicesA(${m.join()}),
                                          vec2(${m.slice(-2).join()}));
      }`;this.userCode=`
      float getAChannel(${h.join()}) {
        return getChannel(getA(${m.join()}),
                               vec2(${m.slice(-2).join()}));
      }
      ${N}
      void main() {
        ${a} coords = getOutputCoords();
        bool hasNextCol = ${c[l-1]} < ${u[l-1]-1};
        bool hasNextRow = ${c[l-2]} < ${u[l-2]-1};
        ${p}
        ivec4 srcIdx = ivec4(sourceLocR${f}, sourceLocG${f},
          sourceLocB${f}, sourceLocA${f}) * ${t};
        ivec4 inIdx = srcIdx;
        vec4 bestIndex = vec4(inIdx);
        vec4 bestValue = ${A};

        for (int i = 0; i < ${t}; i++) {
          inIdx = srcIdx;
          ${_}
          vec4 candidate = ${A};
          bvec4 nan = isnan(candidate);
          bvec4 replace = bvec4(
            vec4(${I}(candidate, bestValue)) * (vec4(1.0) - vec4(nan)));

          bestValue = vec4(replace.x  ? candidate.x : bestValue.x,
                           replace.y  ? candidate.y : bestValue.y,
                           replace.z  ? candidate.z : bestValue.z,
                           replace.w  ? candidate.w : bestValue.w);
          bestIndex = mix(bestIndex, vec4(inIdx), vec4(replace));
          srcIdx++;
        }
        setOutput(bestIndex);
      }
    `}};function k1(r,e,t,n=null){let o=e.shape[0],s=e.shape[1];n!=null&&(o=n.shape[0],s=n.shape[1]);let i=w.computeOptimalWindowSize(s),u={windowSize:i,inSize:s,batchSize:o,outSize:Math.ceil(s/i)},l=new Ac(u,t,n==null),a=[e];n!=null&&a.push(n);let c=r.runWebGLProgram(l,a,"int32");if(c.shape[1]===1)return c;let p=k1(r,e,t,c);return r.disposeIntermediateTensorInfo(c),p}function T1(r,e,t,n=null){let o=n!=null?n.shape:e.shape,s=o[o.length-1],i=w.computeOptimalWindowSize(s),u=new $c(o,i,t,n==null),l=n==null?[e]:[e,n],a=r.runWebGLProgram(u,l,"int32");if(a.shape.length===e.shape.length){let c=T1(r,e,t,a);return r.disposeIntermediateTensorInfo(a),c}return a}function Fc(r,e,t,n){let o=[t];if(w.assertAxesAreInnerMostDims("arg"+n.charAt(0).toUpperCase()+n.slice(1),o,e.shape.length),!S().getBool("WEBGL_PACK_REDUCE")||e.shape.length<=2){let s=[],i=r.texData.get(e.dataId),u=i!==null&&i.isPacked,l=e;u&&(l=r.unpackTensor(e),s.push(l));let[a,c]=w.computeOutAndReduceShapes(l.shape,o),p=b.sizeFromShape(c),d=M({inputs:{x:l},backend:r,attrs:{shape:[-1,p]}});s.push(d);let m=k1(r,d,n);s.push(m);let f=M({inputs:{x:m},backend:r,attrs:{shape:a}});return s.forEach(h=>r.disposeIntermediateTensorInfo(h)),f}return T1(r,e,n)}function uB(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{axis:s}=n,i=b.parseAxisParam(s,o.shape),u=w.getAxesPermutation(i,o.shape.length),l=o,a=[];u!=null&&(l=we({inputs:{x:o},backend:t,attrs:{perm:u}}),a.push(l),i=w.getInnerMostAxes(i.length,l.shape.length)),w.assertAxesAreInnerMostDims("argMax",[i[0]],l.shape.length);let c=Fc(t,l,i[0],"max");return a.forEach(p=>t.disposeIntermediateTensorInfo(p)),c}var E1={kernelName:mu,backendName:"webgl",kernelFunc:uB};function lB(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{axis:s}=n,i=b.parseAxisParam(s,o.shape),u=w.getAxesPermutation(i,o.shape.length),l=o,a=[];u!=null&&(l=we({inputs:{x:o},backend:t,attrs:{perm:u}}),a.push(l),i=w.getInnerMostAxes(i.length,l.shape.length)),w.assertAxesAreInnerMostDims("argMin",[i[0]],l.shape.length);let c=Fc(t,l,i[0],"min");return a.forEach(p=>t.disposeIntermediateTensorInfo(p)),c}var R1={kernelName:fu,backendName:"webgl",kernelFunc:lB};var cB=Ue+`
  if (abs(x) > 1.) {
    return NAN;
  }
  return asin(x);
`,pB=H({opSnippet:cB}),N1={kernelName:hu,backendName:"webgl",kernelFunc:pB};var dB=Ue+"return log(x + sqrt(x * x + 1.0));",mB=H({opSnippet:dB}),A1={kernelName:gu,backendName:"webgl",kernelFunc:mB};var fB=Ue+`
  return atan(x);
`,hB=H({opSnippet:fB}),$1={kernelName:xu,backendName:"webgl",kernelFunc:hB};var gB=Is+`
  return atan(a, b);
`,xB=`
  vec4 result = atan(a, b);
  bvec4 isNaNA = isnan(a);
  bvec4 isNaNB = isnan(b);
  bvec4 isNaN = bvec4(isNaNA.x || isNaNB.x, isNaNA.y || isNaNB.y, isNaNA.z || isNaNB.z, isNaNA.w || isNaNB.w);
  `+Rt+`
  return result;
`,bB=ce({opSnippet:gB,packedOpSnippet:xB}),F1={kernelName:yu,backendName:"webgl",kernelFunc:bB};var yB=Ue+`
  if ((x < -1.0) || (x > 1.0)) return NAN;
return (log(1.0 + x) - log(1.0 - x)) / 2.0;`,wB=H({opSnippet:yB}),D1={kernelName:bu,backendName:"webgl",kernelFunc:wB};var er=class{constructor(e,t,n,o=!1,s=!1){if(this.variableNames=["x"],t==="avg"&&n)throw new Error("Cannot compute positions for average pool.");let i=e.filterWidth,u=e.strideHeight,l=e.strideWidth,a=e.dilationHeight,c=e.dilationWidth,p=e.effectiveFilterHeight,d=e.effectiveFilterWidth,m=e.padInfo.top,f=e.padInfo.left;this.outputShape=e.outShape;let h=t==="avg",g=`((batch  * ${e.inHeight} + xR) * ${e.inWidth} + xC) * ${e.inChannels} + d`,x=`(xR * ${e.inWidth} + xC) * ${e.inChannels} + d`,y="0.0";if(h||(y="-1.0 / 1e-20"),n){this.userCode=`
        const ivec2 strides = ivec2(${u}, ${l});
        const ivec2 pads = ivec2(${m}, ${f});

        void main() {
          ivec4 coords = getOutputCoords();
          int batch = coords[0];
          int d = coords[3];

          ivec2 xRCCorner = coords.yz * strides - pads;
          int xRCorner = xRCCorner.x;
          int xCCorner = xRCCorner.y;

          // max/min x(?, ?, d) to get y(yR, yC, d).
          // ? = to be determined
          float minMaxValue = 0.0;
          float minMaxValueFound = 0.0;
          int minMaxPosition = 0;
          float avgValue = 0.0;

          for (int wR = 0; wR < ${p};
              wR += ${a}) {
            int xR = xRCorner + wR;

            if (xR < 0 || xR >= ${e.inHeight}) {
              continue;
            }

            for (int wC = 0; wC < ${d};
                wC += ${c}) {
              int xC = xCCorner + wC;

              if (xC < 0 || xC >= ${e.inWidth}) {
                continue;
              }

              float value = getX(batch, xR, xC, d);

              // If a min / max value has already been found, use it. If not,
              // use the current value.
              float currMinMaxValue = mix(
                  value, minMaxValue, minMaxValueFound);
              if (value >= currMinMaxValue) {
                minMaxValue = value;
                minMaxValueFound = 1.0;
                minMaxPosition = ${o?s?g:x:`wR * ${d} + wC`};
              }
            }
          }
          setOutput(float(minMaxPosition));
        }
      `;return}let C="max",I=`${t}(${t}(${t}(minMaxValue[0], minMaxValue[1]), minMaxValue[2]), minMaxValue[3])`;t==="avg"&&(I="avgValue / max(count, 1.0)");let _=Math.floor(i/4)*4,A=i%4,N=`
      if (${h}) {
        avgValue += dot(values, ones);
      } else {
        minMaxValue = ${C}(values, minMaxValue);
      }
    `;this.userCode=`
      const ivec2 strides = ivec2(${u}, ${l});
      const ivec2 pads = ivec2(${m}, ${f});
      const float initializationValue = ${y};
      const vec4 ones = vec4(1.0, 1.0, 1.0, 1.0);

      float count = 0.0;

      float getValue(int batch, int xR, int xC, int d) {
        if (xC < 0 || xC >= ${e.inWidth}) {
          return initializationValue;
        }
        count += 1.0;
        return getX(batch, xR, xC, d);
      }

      void main() {
        ivec4 coords = getOutputCoords();
        int batch = coords[0];
        int d = coords[3];

        ivec2 xRCCorner = coords.yz * strides - pads;
        int xRCorner = xRCCorner.x;
        int xCCorner = xRCCorner.y;

        // max/min x(?, ?, d) to get y(yR, yC, d).
        // ? = to be determined
        vec4 minMaxValue = vec4(${y});
        float avgValue = 0.0;
        count = 0.0;

        for (int wR = 0; wR < ${p};
            wR += ${a}) {
          int xR = xRCorner + wR;

          if (xR < 0 || xR >= ${e.inHeight}) {
            continue;
          }

          for (int wC = 0; wC < ${_}; wC += 4) {
            int xC = xCCorner + wC * ${c};

            vec4 values = vec4(
              getValue(batch, xR, xC, d),
              getValue(batch, xR, xC + ${c}, d),
              getValue(batch, xR, xC + 2 * ${c}, d),
              getValue(batch, xR, xC + 3 * ${c}, d)
            );

            ${N}
          }

          int xC = xCCorner + ${_};
          if (${A===1}) {
            vec4 values = vec4(
              getValue(batch, xR, xC, d),
              initializationValue,
              initializationValue,
              initializationValue
            );

            ${N}
          } else if (${A===2}) {
            vec4 values = vec4(
              getValue(batch, xR, xC, d),
              getValue(batch, xR, xC + ${c}, d),
              initializationValue,
              initializationValue
            );

            ${N}
          } else if (${A===3}) {
            vec4 values = vec4(
              getValue(batch, xR, xC, d),
              getValue(batch, xR, xC + ${c}, d),
              getValue(batch, xR, xC + 2 * ${c}, d),
              initializationValue
            );

            ${N}
          }
        }
        setOutput(${I});
      }
    `}},on=class{constructor(e,t,n,o=!1,s=!1){if(this.variableNames=["x"],t==="avg"&&n)throw new Error("Cannot compute positions for average pool.");let i=e.filterWidth,u=e.strideDepth,l=e.strideHeight,a=e.strideWidth,c=e.dilationDepth,p=e.dilationHeight,d=e.dilationWidth,m=e.effectiveFilterDepth,f=e.effectiveFilterHeight,h=e.effectiveFilterWidth,g=e.padInfo.front,x=e.padInfo.top,y=e.padInfo.left;this.outputShape=e.outShape;let C=t==="avg",I="0.0";if(C||(I="-1.0 / 1e-20"),n){this.userCode=`
        const ivec3 strides =
            ivec3(${u}, ${l}, ${a});
        const ivec3 pads = ivec3(${g}, ${x}, ${y});

        void main() {
          ivec5 coords = getOutputCoords();
          int batch = coords.x;
          int ch = coords.u;

          ivec3 xCorner = ivec3(coords.y, coords.z, coords.w) * strides - pads;
          int xDCorner = xCorner.x;
          int xRCorner = xCorner.y;
          int xCCorner = xCorner.z;

          // max/min x(?, ?, ?, ch) to get y(yD, yR, yC, ch).
          // ? = to be determined
          float minMaxValue = 0.0;
          float minMaxValueFound = 0.0;
          int minMaxPosition = 0;

          for (int wD = 0; wD < ${m};
              wD += ${c}) {
            int xD = xDCorner + wD;

            if (xD < 0 || xD >= ${e.inDepth}) {
              continue;
            }

            for (int wR = 0; wR < ${f};
                wR += ${p}) {
              int xR = xRCorner + wR;

              if (xR < 0 || xR >= ${e.inHeight}) {
                continue;
              }

              for (int wC = 0; wC < ${h};
                  wC += ${d}) {
                int xC = xCCorner + wC;

                if (xC < 0 || xC >= ${e.inWidth}) {
                  continue;
                }

                float value = getX(batch, xD, xR, xC, ch);

                // If a min / max value has already been found, use it. If not,
                // use the current value.
                float currMinMaxValue = mix(
                    value, minMaxValue, minMaxValueFound);
                if (value >= currMinMaxValue) {
                  minMaxValue = value;
                  minMaxValueFound = 1.0;
                  minMaxPosition = ${o?s?`(((batch * ${e.inDepth} + xD) * ${e.inHeight} + xR) * ${e.inWidth} + xC) * ${e.inChannels} + ch`:`((xD * ${e.inHeight} + xR) * ${e.inWidth} + xC) * ${e.inChannels} + ch`:`wD * ${f} * ${h} +
                      wR * ${h} + wC`};
                }
              }
            }
          }
          setOutput(float(minMaxPosition));
        }
      `;return}let _="max",A=`${t}(${t}(${t}(minMaxValue[0], minMaxValue[1]), minMaxValue[2]), minMaxValue[3])`;t==="avg"&&(A="avgValue / max(count, 1.0)");let N=Math.floor(i/4)*4,F=i%4,O=`
      if (${C}) {
        avgValue += dot(values, ones);
      } else {
        minMaxValue = ${_}(values, minMaxValue);
      }
    `;this.userCode=`
      const ivec3 strides =
        ivec3(${u}, ${l}, ${a});
      const ivec3 pads = ivec3(${g}, ${x}, ${y});
      const float initializationValue = ${I};
      const vec4 ones = vec4(1.0, 1.0, 1.0, 1.0);

      float count = 0.0;

      float getValue(int batch, int xD, int xR, int xC, int ch) {
        if (xC < 0 || xC >= ${e.inWidth}) {
          return initializationValue;
        }
        count += 1.0;
        return getX(batch, xD, xR, xC, ch);
      }

      void main() {
        ivec5 coords = getOutputCoords();
        int batch = coords.x;
        int ch = coords.u;

        ivec3 xCorner = ivec3(coords.y, coords.z, coords.w) * strides - pads;
        int xDCorner = xCorner.x;
        int xRCorner = xCorner.y;
        int xCCorner = xCorner.z;

        // max/min x(?, ?, ?, d) to get y(yD, yR, yC, ch).
        // ? = to be determined
        vec4 minMaxValue = vec4(${I});
        float avgValue = 0.0;
        count = 0.0;

        for (int wD = 0; wD < ${m};
            wD += ${c}) {
          int xD = xDCorner + wD;

          if (xD < 0 || xD >= ${e.inDepth}) {
            continue;
          }

          for (int wR = 0; wR < ${f};
            wR += ${p}) {
            int xR = xRCorner + wR;

            if (xR < 0 || xR >= ${e.inHeight}) {
              continue;
            }

            for (int wC = 0; wC < ${N}; wC += 4) {
              int xC = xCCorner + wC * ${d};

              vec4 values = vec4(
                getValue(batch, xD, xR, xC, ch),
                getValue(batch, xD, xR, xC + ${d}, ch),
                getValue(batch, xD, xR, xC + 2 * ${d}, ch),
                getValue(batch, xD, xR, xC + 3 * ${d}, ch)
              );

              ${O}
            }

            int xC = xCCorner + ${N};
            if (${F===1}) {
              vec4 values = vec4(
                getValue(batch, xD, xR, xC, ch),
                initializationValue,
                initializationValue,
                initializationValue
              );

              ${O}
            } else if (${F===2}) {
              vec4 values = vec4(
                getValue(batch, xD, xR, xC, ch),
                getValue(batch, xD, xR, xC + ${d}, ch),
                initializationValue,
                initializationValue
              );

              ${O}
            } else if (${F===3}) {
              vec4 values = vec4(
                getValue(batch, xD, xR, xC, ch),
                getValue(batch, xD, xR, xC + ${d}, ch),
                getValue(batch, xD, xR, xC + 2 * ${d}, ch),
                initializationValue
              );

              ${O}
            }
          }
        }
        setOutput(${A});
      }
    `}};function CB(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e;cr(o,"avgPool");let{filterSize:s,strides:i,pad:u,dimRoundingMode:l}=n,a=1;b.assert(w.eitherStridesOrDilationsAreOne(i,a),()=>`Error in avgPool: Either strides or dilations must be 1. Got strides ${i} and dilations '${a}'`);let c=w.computePool2DInfo(o.shape,s,i,a,u,l);if(c.filterWidth===1&&c.filterHeight===1&&b.arraysEqual(c.inShape,c.outShape))return Ne({inputs:{x:o},backend:t});let p=new er(c,"avg",!1);return t.runWebGLProgram(p,[o],"float32")}var M1={kernelName:Gs,backendName:"webgl",kernelFunc:CB};function IB(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{filterSize:s,strides:i,pad:u,dimRoundingMode:l,dataFormat:a}=n,c=[1,1,1],p=w.computePool3DInfo(o.shape,s,i,c,u,l,a),d=new on(p,"avg",!1);return t.runWebGLProgram(d,[o],"float32")}var P1={kernelName:Cu,backendName:"webgl",kernelFunc:IB};var Dc=class{constructor(e){this.variableNames=["dy"],this.outputShape=e.inShape;let t=e.filterHeight,n=e.filterWidth,o=e.strideHeight,s=e.strideWidth,i=e.dilationHeight,u=e.dilationWidth,l=e.effectiveFilterHeight,a=e.effectiveFilterWidth,c=l-1-e.padInfo.top,p=a-1-e.padInfo.left,d=1/(t*n);this.userCode=`
      const ivec2 pads = ivec2(${c}, ${p});
      const float avgMultiplier = float(${d});

      void main() {
        ivec4 coords = getOutputCoords();
        int b = coords[0];
        int d = coords[3];

        ivec2 dyRCCorner = coords.yz - pads;
        int dyRCorner = dyRCCorner.x;
        int dyCCorner = dyRCCorner.y;

        // Convolve dy(?, ?, d) with pos mask(:, :, d) to get dx(xR, xC, d).
        // ? = to be determined. : = across all values in that axis.
        float dotProd = 0.0;
        for (int wR = 0; wR < ${l};
            wR += ${i}) {
          float dyR = float(dyRCorner + wR) / ${o}.0;

          if (dyR < 0.0 || dyR >= ${e.outHeight}.0 || fract(dyR) > 0.0) {
            continue;
          }
          int idyR = int(dyR);

          for (int wC = 0; wC < ${a};
            wC+= ${u}) {
            float dyC = float(dyCCorner + wC) / ${s}.0;

            if (dyC < 0.0 || dyC >= ${e.outWidth}.0 ||
                fract(dyC) > 0.0) {
              continue;
            }
            int idyC = int(dyC);

            float dyValue = getDy(b, idyR, idyC, d);

            dotProd += dyValue * avgMultiplier;
          }
        }
        setOutput(dotProd);
      }
    `}},Mc=class{constructor(e){this.variableNames=["dy"],this.outputShape=e.inShape;let t=e.filterDepth,n=e.filterHeight,o=e.filterWidth,s=e.strideDepth,i=e.strideHeight,u=e.strideWidth,l=e.dilationDepth,a=e.dilationHeight,c=e.dilationWidth,p=e.effectiveFilterDepth,d=e.effectiveFilterHeight,m=e.effectiveFilterWidth,f=p-1-e.padInfo.front,h=d-1-e.padInfo.top,g=m-1-e.padInfo.left,x=1/(t*n*o);this.userCode=`
      const ivec3 pads = ivec3(${f}, ${h}, ${g});
      const float avgMultiplier = float(${x});

      void main() {
        ivec5 coords = getOutputCoords();
        int batch = coords.x;
        int ch = coords.u;

        ivec3 dyCorner = ivec3(coords.y, coords.z, coords.w) - pads;
        int dyDCorner = dyCorner.x;
        int dyRCorner = dyCorner.y;
        int dyCCorner = dyCorner.z;

        // Convolve dy(?, ?, ?, d) with pos mask(:, :, :, ch) to get
        // dx(xD, xR, xC, ch).
        // ? = to be determined. : = across all values in that axis.
        float dotProd = 0.0;

        for (int wD = 0; wD < ${p};
            wD += ${l}) {
          float dyD = float(dyDCorner + wD) / ${s}.0;

          if (dyD < 0.0 || dyD >= ${e.outDepth}.0 || fract(dyD) > 0.0) {
            continue;
          }
          int idyD = int(dyD);

          for (int wR = 0; wR < ${d};
              wR += ${a}) {
            float dyR = float(dyRCorner + wR) / ${i}.0;

            if (dyR < 0.0 || dyR >= ${e.outHeight}.0 ||
                fract(dyR) > 0.0) {
              continue;
            }
            int idyR = int(dyR);

            for (int wC = 0; wC < ${m};
                wC += ${c}) {
              float dyC = float(dyCCorner + wC) / ${u}.0;

              if (dyC < 0.0 || dyC >= ${e.outWidth}.0 ||
                  fract(dyC) > 0.0) {
                continue;
              }
              int idyC = int(dyC);

              float dyValue = getDy(batch, idyD, idyR, idyC, ch);

              dotProd += dyValue * avgMultiplier;
            }
          }
        }
        setOutput(dotProd);
      }
    `}};function vB(r){let{inputs:e,backend:t,attrs:n}=r,{dy:o,input:s}=e,i=s,{filterSize:u,strides:l,pad:a,dimRoundingMode:c}=n,p=[1,1,1],d=w.computePool3DInfo(i.shape,u,l,p,a,c),m=new Mc(d);return t.runWebGLProgram(m,[o],i.dtype)}var O1={kernelName:Iu,backendName:"webgl",kernelFunc:vB};function SB(r){let{inputs:e,backend:t,attrs:n}=r,{dy:o,input:s}=e,i=s;cr([o,s],"avgPoolGrad");let{filterSize:u,strides:l,pad:a}=n,c=w.computePool2DInfo(i.shape,u,l,1,a),p=new Dc(c);return t.runWebGLProgram(p,[o],i.dtype)}var B1={kernelName:wu,backendName:"webgl",kernelFunc:SB};function _B(r){let{inputs:e,backend:t,attrs:n}=r,{a:o,b:s}=e,{transposeA:i,transposeB:u}=n;return Jn({a:o,b:s,transposeA:i,transposeB:u,backend:t})}var L1={kernelName:xn,backendName:"webgl",kernelFunc:_B};var Pc=class{constructor(e,t,n,o,s,i){this.outputShape=[],this.variableNames=["x","mean","variance"],w.assertAndGetBroadcastShape(e,t),w.assertAndGetBroadcastShape(e,n);let u="0.0";o!=null&&(w.assertAndGetBroadcastShape(e,o),this.variableNames.push("offset"),u="getOffsetAtOutCoords()");let l="1.0";s!=null&&(w.assertAndGetBroadcastShape(e,s),this.variableNames.push("scale"),l="getScaleAtOutCoords()"),this.outputShape=e,this.userCode=`
      void main() {
        float x = getXAtOutCoords();
        float mean = getMeanAtOutCoords();
        float variance = getVarianceAtOutCoords();
        float offset = ${u};
        float scale = ${l};
        float inv = scale * inversesqrt(variance + float(${i}));
        setOutput(dot(vec3(x, -mean, offset), vec3(inv, inv, 1)));
      }
    `}};var Oc=class{constructor(e,t,n,o,s,i){this.packedInputs=!0,this.packedOutput=!0,this.variableNames=["x","mean","variance"],w.assertAndGetBroadcastShape(e,t),w.assertAndGetBroadcastShape(e,n);let u="vec4(0.0)";o!=null&&(w.assertAndGetBroadcastShape(e,o),this.variableNames.push("offset"),u="getOffsetAtOutCoords()");let l="vec4(1.0)";s!=null&&(w.assertAndGetBroadcastShape(e,s),this.variableNames.push("scale"),l="getScaleAtOutCoords()"),this.outputShape=e,this.userCode=`
      void main() {
        vec4 offset = ${u};
        vec4 scale = ${l};

        vec4 x = getXAtOutCoords();
        vec4 mean = getMeanAtOutCoords();
        vec4 variance = getVarianceAtOutCoords();

        vec4 inv = scale * inversesqrt(variance + vec4(${i}));

        setOutput((x - mean) * inv + offset);
      }
    `}};var kB=({inputs:r,backend:e,attrs:t})=>{let{x:n,mean:o,variance:s,offset:i,scale:u}=r;b.assert(o.shape.length===s.shape.length,()=>"Batch normalization gradient requires mean and variance to have equal ranks."),b.assert(i==null||o.shape.length===i.shape.length,()=>"Batch normalization gradient requires mean and offset to have equal ranks."),b.assert(u==null||o.shape.length===u.shape.length,()=>"Batch normalization gradient requires mean and scale to have equal ranks.");let{varianceEpsilon:l}=t;l==null&&(l=.001);let a=[n,o,s],c=null;i!=null&&(c=i.shape,a.push(i));let p=null;u!=null&&(p=u.shape,a.push(u));let d=S().getBool("WEBGL_PACK_NORMALIZATION")?new Oc(n.shape,o.shape,s.shape,c,p,l):new Pc(n.shape,o.shape,s.shape,c,p,l);return e.runWebGLProgram(d,a,a[0].dtype)},U1={kernelName:ta,backendName:"webgl",kernelFunc:kB};var Bc=class{constructor(e){this.variableNames=["source"],this.outputShape=e,this.rank=e.length;let t=ee(this.rank);this.customUniforms=[{name:"start",arrayIndex:this.rank,type:"int"}];let n=TB(this.rank),o,s=e.map((i,u)=>`sourceLoc.${Jg[u]} = start[${u}] + coords.${Jg[u]};`);o=`
        ${t} sourceLoc;
        ${t} coords = getOutputCoords();
        ${s.join(`
`)}
      `,this.userCode=`
      void main() {
        ${o}
        setOutput(getSource(${n}));
      }
    `}},Jg=["x","y","z","w","u","v"];function TB(r){if(r===1)return"sourceLoc";if(r<=6)return Jg.slice(0,r).map(e=>"sourceLoc."+e).join(",");throw Error(`Slicing for rank ${r} is not yet supported`)}var Lc=class{constructor(e){this.variableNames=["source"],this.packedInputs=!0,this.packedOutput=!0,this.outputShape=e,this.rank=e.length,this.customUniforms=[{name:"start",arrayIndex:this.rank,type:"int"}];let t=ee(this.rank),n=Re("coords",this.rank),o=Re("sourceLoc",this.rank),s=this.rank===1?"sourceLoc":`vec2(${o.slice(-2).join()})`,i=`getChannel(getSource(${o.join()}), ${s})`,u=`
      result.x = ${i};
      if (++${n[this.rank-1]} < ${e[this.rank-1]}) {
        ++${o[this.rank-1]};
        result.y = ${i};
        --${o[this.rank-1]};
      }
    `,l=this.rank===1?"":`
      --${n[this.rank-1]};
      if (++${n[this.rank-2]} < ${e[this.rank-2]}) {
        ++${o[this.rank-2]};
        result.z = ${i};
        if (++${n[this.rank-1]} < ${e[this.rank-1]}) {
          ++${o[this.rank-1]};
          result.w = ${i};
        }
      }
    `,a=this.rank<=4?`sourceLoc = coords +
            ${t}(${e.map((c,p)=>`start[${p}]`).join()});`:e.map((c,p)=>`${o[p]} = ${n[p]} + start[${p}];`).join(`
`);this.userCode=`
      void main() {
        ${t} coords = getOutputCoords();
        ${t} sourceLoc;
        ${a}
        vec4 result = vec4(0.);
        ${u}
        ${l}
        setOutput(result);
      }
    `}};function EB(r,e,t,n){let o=n.texData.get(r.dataId),s=n.makeTensorInfo(t,r.dtype),i=n.texData.get(s.dataId);Object.assign(i,o),i.refCount=1,i.shape=t,i.dtype=r.dtype;let u=Le.computeFlatOffset(e,b.computeStrides(r.shape));o.slice&&(u+=o.slice.flatOffset),i.slice={flatOffset:u,origDataId:o.slice&&o.slice.origDataId||r.dataId};let l=n.dataRefCount.get(i.slice.origDataId)||1;return n.dataRefCount.set(i.slice.origDataId,l+1),s}function tr(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{begin:s,size:i}=n,[u,l]=Le.parseSliceParams(o,s,i);if(Le.assertParamsValid(o,u,l),b.sizeFromShape(l)===0)return t.makeTensorInfo(l,o.dtype,[]);if(t.shouldExecuteOnCPU([o])||o.dtype==="string"){let p=t.texData.get(o.dataId),d=A_(p.values,u,l,o.shape,o.dtype);return t.makeTensorInfo(l,o.dtype,d)}let{isPacked:a}=t.texData.get(o.dataId),c=Le.isSliceContinous(o.shape,u,l);if(a||!c){let p=S().getBool("WEBGL_PACK_ARRAY_OPERATIONS")?new Lc(l):new Bc(l),d=[u];return t.runWebGLProgram(p,[o],o.dtype,d)}return t.uploadToGPU(o.dataId),EB(o,u,l,t)}var W1={kernelName:$n,backendName:"webgl",kernelFunc:tr};var RB=r=>{let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{blockShape:s,crops:i}=n;b.assert(o.shape.length<=4,()=>"batchToSpaceND for rank > 4 with a WebGL backend not implemented yet");let u=s.reduce((y,C)=>y*C),l=w.getReshaped(o.shape,s,u),a=w.getPermuted(l.length,s.length),c=w.getReshapedPermuted(o.shape,s,u),p=w.getSliceBeginCoords(i,s.length),d=w.getSliceSize(c,i,s.length),m=[],f=M({inputs:{x:o},backend:t,attrs:{shape:l}}),h=we({inputs:{x:f},backend:t,attrs:{perm:a}}),g=M({inputs:{x:h},backend:t,attrs:{shape:c}}),x=tr({inputs:{x:g},backend:t,attrs:{begin:p,size:d}});return m.push(f),m.push(h),m.push(g),m.forEach(y=>t.disposeIntermediateTensorInfo(y)),x},V1={kernelName:vu,backendName:"webgl",kernelFunc:RB};function NB(r){let{inputs:e,backend:t,attrs:n}=r,{x:o,weights:s}=e,{size:i}=n,u=t.readSync(o.dataId),l=t.readSync(s.dataId),a=bc(u,l,s.dtype,s.shape,i);return t.makeTensorInfo([i],s.dtype,a)}var G1={kernelName:bn,backendName:"webgl",kernelFunc:NB};var AB=`
  int r = int(a.r) & int(b.r);
  int g = int(a.g) & int(b.g);
  int rb = int(a.b) & int(b.b);
  int ra = int(a.a) & int(b.a);
  return vec4(r, g, rb, ra);
`,$B=`
  return float(int(a.r) & int(b.r));
`;function FB(r){let{inputs:e,backend:t}=r,{a:n,b:o}=e,s=S().getBool("WEBGL_PACK_BINARY_OPERATIONS"),i=S().getNumber("WEBGL_VERSION");if(t.shouldExecuteOnCPU([n,o])||i===1){let l=t.texData.get(n.dataId).values,a=t.texData.get(o.dataId).values,[c,p]=t_(n.shape,o.shape,l,a,n.dtype),d=t.makeTensorInfo(p,n.dtype),m=t.texData.get(d.dataId);return m.values=c,d}let u;return s?u=new Et(AB,n.shape,o.shape,!1):u=new yt($B,n.shape,o.shape),t.runWebGLProgram(u,[n,o],n.dtype)}var z1={kernelName:Io,backendName:"webgl",kernelFunc:FB};function DB(r){let{inputs:e,backend:t}=r,{s0:n,s1:o}=e,s=t.readSync(n.dataId),i=t.readSync(o.dataId),u=w.assertAndGetBroadcastShape(Array.from(s),Array.from(i));return t.makeTensorInfo([u.length],"int32",Int32Array.from(u))}var H1={kernelName:Su,backendName:"webgl",kernelFunc:DB};var MB="return float(a != b);",ex=ce({opSnippet:MB,cpuKernelImpl:I_,dtype:"bool"}),q1={kernelName:Do,backendName:"webgl",kernelFunc:ex};function Ar(r){let{inputs:e,backend:t}=r,{input:n}=e,o=t.texData.get(n.dataId);return Ne({inputs:{x:o.complexTensorInfos.real},backend:t})}var K1={kernelName:la,backendName:"webgl",kernelFunc:Ar};var PB="return float(int(x));";function j1(r,e){let t=new Ke(r.shape,PB),n=e.runWebGLProgram(t,[r],"int32");return{dataId:n.dataId,shape:n.shape,dtype:n.dtype}}function tx(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{dtype:s}=n;if(s==="complex64"){if(o.dtype==="complex64")return Ne({inputs:{x:o},backend:t});let i=Va(o.shape),u=tx({inputs:{x:o},backend:t,attrs:{dtype:"float32"}}),l=wt({inputs:{real:u,imag:i},backend:t});return i.dispose(),t.disposeIntermediateTensorInfo(u),l}if(o.dtype==="complex64"){let i=Ar({inputs:{input:o},backend:t}),u=tx({inputs:{x:i},backend:t,attrs:{dtype:s}});return t.disposeIntermediateTensorInfo(i),u}if(!b.hasEncodingLoss(o.dtype,s)){let i=Ne({inputs:{x:o},backend:t});return{dataId:i.dataId,shape:i.shape,dtype:s}}if(t.shouldExecuteOnCPU([o])){let i=t.texData.get(o.dataId).values,[u,l,a]=r_(i,o.shape,o.dtype,s);return t.makeTensorInfo(u,l,a)}if(s==="int32")return j1(o,t);if(s==="bool"){let i=t.makeTensorInfo([],"bool",b.getTypedArrayFromDType("bool",1)),l=ex({inputs:{a:o,b:i},backend:t});return t.disposeIntermediateTensorInfo(i),l}throw new Error(`Error in Cast: failed to cast ${o.dtype} to ${s}`)}var X1={kernelName:br,backendName:"webgl",kernelFunc:tx};var Y1="return ceil(x);",OB=H({opSnippet:Y1,packedOpSnippet:Y1,cpuKernelImpl:n_}),Q1={kernelName:vo,backendName:"webgl",kernelFunc:OB};var Uc=class{constructor(e){this.variableNames=["A"],this.customUniforms=[{name:"minVal",type:"float"},{name:"maxVal",type:"float"}],this.outputShape=e,this.userCode=`

      void main() {
        float value = getAAtOutCoords();
        if (isnan(value)) {
          setOutput(value);
          return;
        }

        setOutput(clamp(value, minVal, maxVal));
      }
    `}};var Wc=class{constructor(e){this.variableNames=["A"],this.packedInputs=!0,this.packedOutput=!0,this.customUniforms=[{name:"minVal",type:"float"},{name:"maxVal",type:"float"}],this.outputShape=e,this.userCode=`
      void main() {
        vec4 value = getAAtOutCoords();

        if (any(isnan(value))) {
          setOutput(value);
          return;
        }

        setOutput(clamp(value, vec4(minVal), vec4(maxVal)));
      }
    `}};function BB(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{clipValueMin:s,clipValueMax:i}=n,u;S().getBool("WEBGL_PACK_CLIP")?u=new Wc(o.shape):u=new Uc(o.shape);let l=[[s],[i]];return t.runWebGLProgram(u,[o],o.dtype,l)}var Z1={kernelName:zs,backendName:"webgl",kernelFunc:BB};var Vc=class{constructor(e){this.variableNames=["real","imag"],this.outputShape=e,this.userCode=`
      void main() {
        float re = abs(getRealAtOutCoords());
        float im = abs(getImagAtOutCoords());
        float mx = max(re, im);

        // sadly the length function in glsl is not underflow-safe
        // (at least not on Intel GPUs). So the safe solution is
        // to ensure underflow-safety in all cases.
        setOutput(
          mx == 0.0 ? 0.0 : mx * length(vec2(1, min(re, im)/mx))
        );
      }
    `}};function J1(r,e){return{dataId:e.dataId,dtype:e.dtype,shape:r.shape}}function LB(r){let{inputs:e,backend:t}=r,{x:n}=e,o=t.texData.get(n.dataId),s=new Vc(n.shape),i=[J1(n,o.complexTensorInfos.real),J1(n,o.complexTensorInfos.imag)];return t.runWebGLProgram(s,i,i[0].dtype)}var ek={kernelName:_u,backendName:"webgl",kernelFunc:LB};var Gc=class{constructor(e){this.outputShape=[],this.outputShape=w.computeOutShape(e,1),this.variableNames=e.map((i,u)=>`T${u}`);let t=new Array(e.length-1);t[0]=e[0][1];for(let i=1;i<t.length;i++)t[i]=t[i-1]+e[i][1];let n=[`if (yC < ${t[0]}) setOutput(getT0(yR, yC));`];for(let i=1;i<t.length;i++){let u=t[i-1];n.push(`else if (yC < ${t[i]}) setOutput(getT${i}(yR, yC-${u}));`)}let o=t.length,s=t[t.length-1];n.push(`else setOutput(getT${o}(yR, yC-${s}));`),this.userCode=`
      void main() {
        ivec2 coords = getOutputCoords();
        int yR = coords.x;
        int yC = coords.y;

        ${n.join(`
        `)}
      }
    `}};var Hc=class{constructor(e,t){this.packedInputs=!0,this.packedOutput=!0,this.outputShape=[],this.outputShape=w.computeOutShape(e,t);let n=this.outputShape,o=n.length,s=ee(o),i=Re("coords",o),u=["x","y","z","w","u","v"].slice(0,o);this.variableNames=e.map((h,g)=>`T${g}`);let l=new Array(e.length-1);l[0]=e[0][t];for(let h=1;h<l.length;h++)l[h]=l[h-1]+e[h][t];let a=u[t],c=u.slice(-2),p=u.join(),d=`if (${a} < ${l[0]}) {
        return getChannel(
            getT0(${p}), vec2(${c.join()}));
        }`;for(let h=1;h<l.length;h++){let g=l[h-1];d+=`
        if (${a} < ${l[h]}  && ${a} >= ${l[h-1]}) {
          return getChannel(
            getT${h}(${zc(u,a,g)}),
            vec2(${zc(c,a,g)}));
        }`}let m=l.length,f=l[l.length-1];d+=`
        return getChannel(
          getT${m}(${zc(u,a,f)}),
          vec2(${zc(c,a,f)}));`,this.userCode=`
      float getValue(${u.map(h=>"int "+h)}) {
        ${d}
      }

      void main() {
        ${s} coords = getOutputCoords();
        vec4 result = vec4(getValue(${i}), 0., 0., 0.);

        ${i[o-1]} = ${i[o-1]} + 1;
        if (${i[o-1]} < ${n[o-1]}) {
          result.g = getValue(${i});
        }

        ${i[o-2]} = ${i[o-2]} + 1;
        if (${i[o-2]} < ${n[o-2]}) {
          result.a = getValue(${i});
        }

        ${i[o-1]} = ${i[o-1]} - 1;
        if (${i[o-2]} < ${n[o-2]} &&
            ${i[o-1]} < ${n[o-1]}) {
          result.b = getValue(${i});
        }
        setOutput(result);
      }
    `}};function zc(r,e,t){let n=r.indexOf(e);return r.map((s,i)=>i===n?`${s} - ${t}`:s).join()}function eo(r){let{inputs:e,backend:t}=r,{input:n}=e,o=t.texData.get(n.dataId);return Ne({inputs:{x:o.complexTensorInfos.imag},backend:t})}var tk={kernelName:Au,backendName:"webgl",kernelFunc:eo};function Ss(r,e,t){let n=r[0].dtype;if(n==="complex64"){let m=r.map(y=>Ar({inputs:{input:y},backend:t})),f=r.map(y=>eo({inputs:{input:y},backend:t})),h=Ss(m,e,t),g=Ss(f,e,t),x=wt({inputs:{real:h,imag:g},backend:t});return m.forEach(y=>t.disposeIntermediateTensorInfo(y)),f.forEach(y=>t.disposeIntermediateTensorInfo(y)),t.disposeIntermediateTensorInfo(h),t.disposeIntermediateTensorInfo(g),x}let o=t.shouldExecuteOnCPU(r);if(n==="string"&&(o=!0),o){let m=r.map(I=>{let A=[-1,b.sizeFromShape(I.shape.slice(e))];return M({inputs:{x:I},backend:t,attrs:{shape:A}})}),f=m.map(I=>({vals:t.readSync(I.dataId),shape:I.shape})),h=w.computeOutShape(m.map(I=>I.shape),1),g=m[0].shape[0]===1,x=o_(f,h,n,g),y=w.computeOutShape(r.map(I=>I.shape),e),C=t.makeTensorInfo(y,n,x);return m.forEach(I=>t.disposeIntermediateTensorInfo(I)),C}let s=r.filter(m=>b.sizeFromShape(m.shape)>0),i=S().getBool("WEBGL_PACK_ARRAY_OPERATIONS")&&s[0].shape.length>1;if(s.length===1){let m=i?new Ke(r[0].shape,pr):new bt(r[0].shape,pr);return t.runWebGLProgram(m,r,n)}let u=S().getNumber("WEBGL_MAX_TEXTURES_IN_SHADER");if(s.length>u){let m=[];for(let h=0;h<s.length;h+=u){let g=s.slice(h,h+u);m.push(Ss(g,e,t))}let f=Ss(m,e,t);for(let h of m)t.disposeIntermediateTensorInfo(h);return f}if(i){let m=new Hc(s.map(f=>f.shape),e);return t.runWebGLProgram(m,s,n)}let{tensors2D:l,outShape:a}=UB(s,e,t),c=new Gc(l.map(m=>m.shape)),p=t.runWebGLProgram(c,l,n);l.forEach(m=>t.disposeIntermediateTensorInfo(m));let d=M({inputs:{x:p},attrs:{shape:a},backend:t});return t.disposeIntermediateTensorInfo(p),d}function UB(r,e,t){let n=w.computeOutShape(r.map(s=>s.shape),e);return{tensors2D:r.map(s=>M({inputs:{x:s},attrs:{shape:[-1,b.sizeFromShape(s.shape.slice(e))]},backend:t})),outShape:n}}function rx(r){let{inputs:e,backend:t,attrs:n}=r,{axis:o}=n,s=b.parseAxisParam(o,e[0].shape)[0],i=e.map(a=>a.shape);w.assertParamsConsistent(i,s);let u=w.computeOutShape(e.map(a=>a.shape),s);if(b.sizeFromShape(u)===0)return t.makeTensorInfo(u,e[0].dtype,[]);let l=e.filter(a=>b.sizeFromShape(a.shape)>0);return l.length===1?Ne({inputs:{x:l[0]},backend:t}):Ss(l,s,t)}var rk={kernelName:So,backendName:"webgl",kernelFunc:rx};var _s=class{constructor(e,t=!1,n=null,o=!1,s=!1){this.variableNames=["x","W"],this.outputShape=e.outShape;let i=e.padInfo.top,u=e.padInfo.left,l=e.strideHeight,a=e.strideWidth,c=e.dilationHeight,p=e.dilationWidth,d=e.filterHeight,m=e.filterWidth,f=Math.floor(e.inChannels/4)*4,h=e.inChannels%4,g=e.dataFormat==="channelsLast",x=g?1:2,y=g?2:3,C=g?3:1,I="",_="";n&&(o?I=`float activation(float a) {
          float b = getPreluActivationWeightsAtOutCoords();
          ${n}
        }`:s?I=`float activation(float a) {
          float b = getLeakyreluAlphaAtOutCoords();
          ${n}
        }`:I=`
          float activation(float x) {
            ${n}
          }
        `,_="result = activation(result);");let A=t?"result += getBiasAtOutCoords();":"";t&&this.variableNames.push("bias"),o&&this.variableNames.push("preluActivationWeights"),s&&this.variableNames.push("leakyreluAlpha"),this.userCode=`
      ${I}

      const ivec2 strides = ivec2(${l}, ${a});
      const ivec2 pads = ivec2(${i}, ${u});

      void main() {
        ivec4 coords = getOutputCoords();
        int batch = coords[0];
        int d2 = coords[${C}];

        ivec2 xRCCorner =
            ivec2(coords[${x}], coords[${y}]) * strides - pads;
        int xRCorner = xRCCorner.x;
        int xCCorner = xRCCorner.y;

        // Convolve x(?, ?, d1) with w(:, :, d1, d2) to get y(yR, yC, d2).
        // ? = to be determined. : = across all values in that axis.
        float dotProd = 0.0;
        for (int wR = 0; wR < ${d}; wR++) {
          int xR = xRCorner + wR * ${c};

          if (xR < 0 || xR >= ${e.inHeight}) {
            continue;
          }

          for (int wC = 0; wC < ${m}; wC++) {
            int xC = xCCorner + wC * ${p};

            if (xC < 0 || xC >= ${e.inWidth}) {
              continue;
            }

            for (int d1 = 0; d1 < ${f}; d1 += 4) {
              vec4 wValues = vec4(
                getW(wR, wC, d1, d2),
                getW(wR, wC, d1 + 1, d2),
                getW(wR, wC, d1 + 2, d2),
                getW(wR, wC, d1 + 3, d2)
              );

              if (${g}) {
                vec4 xValues = vec4(
                  getX(batch, xR, xC, d1),
                  getX(batch, xR, xC, d1 + 1),
                  getX(batch, xR, xC, d1 + 2),
                  getX(batch, xR, xC, d1 + 3)
                );
                dotProd += dot(xValues, wValues);
              } else {
                vec4 xValues = vec4(
                  getX(batch, d1, xR, xC),
                  getX(batch, d1 + 1, xR, xC),
                  getX(batch, d1 + 2, xR, xC),
                  getX(batch, d1 + 3, xR, xC)
                );
                dotProd += dot(xValues, wValues);
              }
            }

            if (${h===1}) {

              if (${g}) {
                dotProd +=
                    getX(batch, xR, xC, ${f}) *
                    getW(wR, wC, ${f}, d2);
              } else {
                dotProd +=
                    getX(batch, ${f}, xR, xC) *
                    getW(wR, wC, ${f}, d2);
              }

            } else if (${h===2}) {
              vec2 wValues = vec2(
                getW(wR, wC, ${f}, d2),
                getW(wR, wC, ${f} + 1, d2)
              );

              if (${g}) {
                vec2 xValues = vec2(
                  getX(batch, xR, xC, ${f}),
                  getX(batch, xR, xC, ${f} + 1)
                );
                dotProd += dot(xValues, wValues);
              } else {
                vec2 xValues = vec2(
                  getX(batch, ${f}, xR, xC),
                  getX(batch, ${f} + 1, xR, xC)
                );
                dotProd += dot(xValues, wValues);
              }

            } else if (${h===3}) {
              vec3 wValues = vec3(
                getW(wR, wC, ${f}, d2),
                getW(wR, wC, ${f} + 1, d2),
                getW(wR, wC, ${f} + 2, d2)
              );

              if (${g}) {
                vec3 xValues = vec3(
                  getX(batch, xR, xC, ${f}),
                  getX(batch, xR, xC, ${f} + 1),
                  getX(batch, xR, xC, ${f} + 2)
                );
                dotProd += dot(xValues, wValues);
              } else {
                vec3 xValues = vec3(
                  getX(batch, ${f}, xR, xC),
                  getX(batch, ${f} + 1, xR, xC),
                  getX(batch, ${f} + 2, xR, xC)
                );
                dotProd += dot(xValues, wValues);
              }

            }
          }
        }

        float result = dotProd;
        ${A}
        ${_}
        setOutput(result);
      }
    `}},qc=class{constructor(e){this.variableNames=["x","W"],this.outputShape=e.outShape;let t=e.padInfo.front,n=e.padInfo.top,o=e.padInfo.left,s=e.strideDepth,i=e.strideHeight,u=e.strideWidth,l=e.dilationDepth,a=e.dilationHeight,c=e.dilationWidth,p=e.filterDepth,d=e.filterHeight,m=e.filterWidth,f=Math.floor(e.inChannels/4)*4,h=e.inChannels%4;this.userCode=`
      const ivec3 strides = ivec3(${s}, ${i}, ${u});
      const ivec3 pads = ivec3(${t}, ${n}, ${o});

      void main() {
        ivec5 coords = getOutputCoords();
        int batch = coords.x;
        int d2 = coords.u;

        ivec3 xFRCCorner = ivec3(coords.y, coords.z, coords.w) * strides - pads;
        int xFCorner = xFRCCorner.x;
        int xRCorner = xFRCCorner.y;
        int xCCorner = xFRCCorner.z;

        // Convolve x(?, ?, ?, d1) with w(:, :, :, d1, d2) to get
        // y(yF, yR, yC, d2). ? = to be determined. : = across all
        // values in that axis.
        float dotProd = 0.0;
        for (int wF = 0; wF < ${p}; wF++) {
          int xF = xFCorner + wF * ${l};

          if (xF < 0 || xF >= ${e.inDepth}) {
            continue;
          }

          for (int wR = 0; wR < ${d}; wR++) {
            int xR = xRCorner + wR * ${a};

            if (xR < 0 || xR >= ${e.inHeight}) {
              continue;
            }

            for (int wC = 0; wC < ${m}; wC++) {
              int xC = xCCorner + wC * ${c};

              if (xC < 0 || xC >= ${e.inWidth}) {
                continue;
              }

              for (int d1 = 0; d1 < ${f}; d1 += 4) {
                vec4 xValues = vec4(
                  getX(batch, xF, xR, xC, d1),
                  getX(batch, xF, xR, xC, d1 + 1),
                  getX(batch, xF, xR, xC, d1 + 2),
                  getX(batch, xF, xR, xC, d1 + 3)
                );
                vec4 wValues = vec4(
                  getW(wF, wR, wC, d1, d2),
                  getW(wF, wR, wC, d1 + 1, d2),
                  getW(wF, wR, wC, d1 + 2, d2),
                  getW(wF, wR, wC, d1 + 3, d2)
                );

                dotProd += dot(xValues, wValues);
              }

              if (${h===1}) {
                dotProd +=
                  getX(batch, xF, xR, xC, ${f}) *
                  getW(wF, wR, wC, ${f}, d2);
              } else if (${h===2}) {
                vec2 xValues = vec2(
                  getX(batch, xF, xR, xC, ${f}),
                  getX(batch, xF, xR, xC, ${f} + 1)
                );
                vec2 wValues = vec2(
                  getW(wF, wR, wC, ${f}, d2),
                  getW(wF, wR, wC, ${f} + 1, d2)
                );
                dotProd += dot(xValues, wValues);
              } else if (${h===3}) {
                vec3 xValues = vec3(
                  getX(batch, xF, xR, xC, ${f}),
                  getX(batch, xF, xR, xC, ${f} + 1),
                  getX(batch, xF, xR, xC, ${f} + 2)
                );
                vec3 wValues = vec3(
                  getW(wF, wR, wC, ${f}, d2),
                  getW(wF, wR, wC, ${f} + 1, d2),
                  getW(wF, wR, wC, ${f} + 2, d2)
                );
                dotProd += dot(xValues, wValues);
              }
            }
          }
        }
        setOutput(dotProd);
      }
    `}};var ks=class{constructor(e,t=!1,n=null,o=!1,s=!1){this.variableNames=["x","W"],this.packedInputs=!0,this.packedOutput=!0,this.customUniforms=[{name:"pads",type:"ivec2"},{name:"strides",type:"ivec2"},{name:"dilations",type:"ivec2"},{name:"inDims",type:"ivec2"}],this.outputShape=e.outShape,this.enableShapeUniforms=me(this.outputShape.length);let i=e.padInfo.left,u=e.strideWidth,l=e.dilationWidth,a=e.filterHeight,c=e.filterWidth,p=c,d=`
       int xR; int xC; int xCOffset;
       vec4 wTexel; vec4 previous; vec4 final;`;for(let g=0;g<c;g++)d+=`
           vec4 xTexelC${g*2};
           int xTexelC${g*2}Ready;
           vec4 xTexelC${g*2+1};
           int xTexelC${g*2+1}Ready;
           vec4 xC${g};`;d+=`
     for (int r = 0; r < ${a}; r++) {
      for (int d1 = 0; d1 < ${e.inChannels}; d1 += 2) {
       `;for(let g=0;g<c;g++)d+=`
           xTexelC${g*2} = vec4(0.0);
           xTexelC${g*2}Ready = 0;
           xTexelC${g*2+1} = vec4(0.0);
           xTexelC${g*2+1}Ready = 0;
           xC${g} = vec4(0.0);`;d+=`
         xR = xRCorner + r * dilations[0];
         if (xR >=0 && xR < inDims[0]) {
       `;for(let g=0;g<(p+1)/2;g++){let x=g*2;if(d+=`
           xC = xCCorner + ${x*l};
           `,u===1){if(x<c&&(i%2===1?(d+=`
                 xCOffset = xC + 1;
                 if (xCOffset >= 0 && xCOffset < inDims[1] && xTexelC${x}Ready == 0) {
                   xTexelC${x} = getX(batch, xR, xCOffset, d1);

                   // Need to manually clear unused channels in case
                   // we're reading from recycled texture.
                   if (xCOffset + 1 >= inDims[1]) {
                     xTexelC${x}.zw = vec2(0.0);
                   }
                   xTexelC${x}Ready = 1;
                 }
               `,l===1&&x>0?d+=`
                 xC${x} = vec4(xTexelC${x-2}.zw, xTexelC${x}.xy);
                 `:d+=`
                   xCOffset = xC + 1 - 2;

                   if (xCOffset >= 0 && xCOffset < inDims[1]) {
                     previous = getX(batch, xR, xCOffset, d1);

                     // Need to manually clear unused channels in case
                     // we're reading from recycled texture.
                     if (xCOffset + 1 >= inDims[1]) {
                       previous.zw = vec2(0.0);
                     }

                     xC${x} = vec4(previous.zw, xTexelC${x}.xy);
                   } else {
                     xC${x} = vec4(0.0, 0.0, xTexelC${x}.xy);
                   }
                   `):d+=`
                 if (xC >= 0 && xC < inDims[1] && xTexelC${x}Ready == 0) {
                   xTexelC${x} = getX(batch, xR, xC, d1);
                   if (xC + 1 >= inDims[1]) {
                     xTexelC${x}.zw = vec2(0.0);
                   }
                   xTexelC${x}Ready = 1;
                 }

                 xC${x} = xTexelC${x};
                 `,x+1<c)){let y=i%2===0?b.nearestLargerEven(l):l;l%2===0&&i%2===1||l%2!==0&&i%2!==1?(d+=`
                   xCOffset = xC + imod(pads[1], 2) + ${y};

                   if (xCOffset >= 0 && xCOffset < inDims[1] && xTexelC${x+1}Ready == 0) {
                     xTexelC${x+1} = getX(batch, xR, xCOffset, d1);

                     // Need to manually clear unused channels in case
                     // we're reading from recycled texture.
                     if (xCOffset + 1 >= inDims[1]) {
                       xTexelC${x+1}.zw = vec2(0.0);
                     }
                     xTexelC${x+1}Ready = 1;
                   }
                   `,l>1?d+=`
                     xCOffset -= 2;
                     if (xCOffset >= 0 && xCOffset < inDims[1]) {
                      previous = getX(batch, xR, xCOffset, d1);
                      xC${x+1} = vec4(previous.zw, xTexelC${x+1}.xy);
                     } else {
                      xC${x+1} = vec4(0.0, 0.0, xTexelC${x+1}.xy);
                     }
                     `:d+=`
                     xC${x+1} = vec4(xTexelC${x}.zw, xTexelC${x+1}.xy);
                     `):y===1?d+=`
                     xC${x+1} = xTexelC${x};
                     `:d+=`
                     xCOffset = xC + ${y};

                     if (xCOffset >= 0 && xCOffset < inDims[1] && xTexelC${x+1}Ready == 0) {
                       xTexelC${x+1} = getX(batch, xR, xCOffset, d1);
                       if (xCOffset + 1 >= inDims[1]) {
                         xTexelC${x+1}.zw = vec2(0.0);
                       }
                       xTexelC${x+1}Ready = 1;
                     }

                     xC${x+1} = xTexelC${x+1};
                     `}}else x<c&&(i%2===1?(d+=`
                 xCOffset = xC + 1 - strides[1];
                 if(xCOffset >= 0 && xCOffset < inDims[1] && xTexelC${x}Ready == 0) {
                   xTexelC${x} = getX(batch, xR, xCOffset, d1);
                   // Need to manually clear unused channels in case
                   // we're reading from recycled texture.
                   if (xCOffset + 1 >= inDims[1]) {
                     xTexelC${x}.zw = vec2(0.0);
                   }
                   xTexelC${x}Ready = 1;
                 }

                 if(xC + 1 >= 0 && xC + 1 < inDims[1] && xTexelC${x+1}Ready == 0) {
                   xTexelC${x+1} = getX(batch, xR, xC + 1, d1);
                   // Need to manually clear unused channels in case
                   // we're reading from recycled texture.
                   if (xC + 2 >= inDims[1]) {
                     xTexelC${x+1}.zw = vec2(0.0);
                   }
                   xTexelC${x+1}Ready = 1;
                 }

                 xC${x} = vec4(xTexelC${x}.zw, xTexelC${x+1}.zw);
               `,x+1<c&&(d+=`
                   final = vec4(0.0);
                   xCOffset = xC + 1 + strides[1];
                   if(xCOffset >= 0 && xCOffset < inDims[1]) {
                     final = getX(batch, xR, xCOffset, d1);
                   }
                   xC${x+1} = vec4(xTexelC${x+1}.xy, final.xy);
                 `)):(d+=`
                 if(xC >= 0 && xC < inDims[1] && xTexelC${x}Ready == 0) {
                   xTexelC${x} = getX(batch, xR, xC, d1);
                   if (xC + 1 >= inDims[1]) {
                     xTexelC${x}.zw = vec2(0.0);
                   }
                   xTexelC${x}Ready = 1;
                 }

                 xCOffset = xC + strides[1];
                 if(xCOffset >= 0 && xCOffset < inDims[1] && xTexelC${x+1}Ready == 0) {
                   xTexelC${x+1} = getX(batch, xR, xCOffset, d1);
                   if (xCOffset + 1 >= inDims[1]) {
                     xTexelC${x+1}.zw = vec2(0.);
                   }
                   xTexelC${x+1}Ready = 1;
                 }

                 xC${x} = vec4(
                   xTexelC${x}.xy, xTexelC${x+1}.xy);
               `,x+1<c&&(d+=`
                   xC${x+1} = vec4(xTexelC${x}.zw, xTexelC${x+1}.zw);
                 `)));x<c&&(d+=`
             wTexel = getW(r, ${x}, d1, d2);
             dotProd += xC${x}.xxzz * vec4(wTexel.xy, wTexel.xy);
             if(d1 + 1 < ${e.inChannels}) {
               dotProd += xC${x}.yyww * vec4(wTexel.zw, wTexel.zw);
             }
           `,x+1<c&&(d+=`
               wTexel = getW(r, ${x+1}, d1, d2);
               dotProd += xC${x+1}.xxzz * vec4(wTexel.xy, wTexel.xy);
               if(d1 + 1 < ${e.inChannels}) {
                 dotProd += xC${x+1}.yyww * vec4(wTexel.zw, wTexel.zw);
               }
             `))}d+=`
     }
   `,d+=`
     }
   `,d+=`
     }
   `;let m="",f="";n&&(o?m=`vec4 activation(vec4 a) {
           vec4 b = getPreluActivationWeightsAtOutCoords();
           ${n}
         }`:s?m=`vec4 activation(vec4 a) {
           vec4 b = getLeakyreluAlphaAtOutCoords();
           ${n}
         }`:m=`vec4 activation(vec4 x) {
           ${n}
         }`,f="result = activation(result);");let h=t?"result += getBiasAtOutCoords();":"";t&&this.variableNames.push("bias"),o&&this.variableNames.push("preluActivationWeights"),s&&this.variableNames.push("leakyreluAlpha"),this.userCode=`
       ${m}

       void main() {
         ivec4 coords = getOutputCoords();
         int batch = coords.x;
         ivec2 xRCCorner = coords.yz * strides - pads;
         int d2 = coords.w;
         int xRCorner = xRCCorner.x;
         int xCCorner = xRCCorner.y;

         //intialize dotProd with a small epsilon seems to reduce GPU accuracy loss.
         vec4 dotProd = vec4(0.000000000000001);

         ${d}

         vec4 result = dotProd - vec4(0.000000000000001);
         ${h}
         ${f}
         setOutput(result);
       }
     `}};var Kc=class{constructor(e,t){this.variableNames=["A"],this.packedInputs=!0,this.packedOutput=!0,this.customUniforms=[{name:"inputShape",type:"ivec4"},{name:"pad",type:"ivec2"},{name:"stride",type:"ivec2"},{name:"dilation",type:"ivec2"},{name:"inChannels",type:"int"},{name:"itemsPerBlockRow",type:"int"},{name:"outWidth",type:"int"}],this.outputShape=e,this.enableShapeUniforms=me(this.outputShape.length);let{dataFormat:n}=t,o=Ie(),s=n==="channelsLast",i=s?1:2,u=s?2:3,l=this.enableShapeUniforms?"if(blockIndex < outShape[2] && pos < outShape[1]) {":`if(blockIndex < ${e[2]} && pos < ${e[1]}) {`,a="";for(let c=0;c<=1;c++)for(let p=0;p<=1;p++)a+=`
          blockIndex = rc.z + ${p};
          pos = rc.y + ${c};

          ${l}
            offsetY = int(blockIndex / outWidth) * stride[0] - pad[0];
            d0 = offsetY + dilation[0] * (pos / itemsPerBlockRow);

            if(d0 < inputShape[${i}] && d0 >= 0) {
              // Use custom imod instead mod. On Intel GPU, mod may generate
              // unexpected value.
              // https://github.com/tensorflow/tfjs/issues/5447
              offsetX = imod(blockIndex, outWidth) * stride[1] - pad[1];
              d1 = offsetX + dilation[1] * (imod(pos, itemsPerBlockRow) /
                  inChannels);

              if(d1 < inputShape[${u}] && d1 >= 0) {

                ch = imod(pos, inChannels);

                if (${s}) {
                  innerDims = vec2(d1, ch);
                  result[${c*2+p}] = getChannel(
                    getA(rc.x, d0, int(innerDims.x),
                    int(innerDims.y)), innerDims);
                } else {
                  innerDims = vec2(d0, d1);
                  result[${c*2+p}] = getChannel(
                    getA(rc.x, ch, int(innerDims.x),
                    int(innerDims.y)), innerDims);
                }
              }
            }
          }
        `;this.userCode=`
      void main() {
        ivec3 rc = getOutputCoords();

        vec4 result = vec4(0);

        int blockIndex, pos, offsetY, d0, offsetX, d1, ch;
        vec2 innerDims;

        ${a}

        ${o.output} = result;
      }
    `}};function jc(r,e){let t=r.length;return t>=3?e?[...r.slice(0,-3),r[t-3]*r[t-2],r[t-1]]:[...r.slice(0,-3),r[t-3],r[t-2]*r[t-1]]:!e&&t===1&&r[0]>1?[r[0],1]:null}function Xc({x:r,filter:e,convInfo:t,backend:n,bias:o=null,preluActivationWeights:s=null,leakyreluAlpha:i=0,activation:u=null}){let l=r.shape,a=n.texData.get(r.dataId),c=t.inChannels,p=l[0]*l[1]*l[2],d=t.outChannels,m=t.dataFormat==="channelsLast",f=!1,h=!1,g,x=[];if(s!=null){let I=jc(s.shape,m);I!=null&&(s=M({inputs:{x:s},backend:n,attrs:{shape:I}}),x.push(s))}if(o!=null){let I=jc(o.shape,m);I!=null&&(o=M({inputs:{x:o},backend:n,attrs:{shape:I}}),x.push(o))}if(!((p===1||d===1)&&c>Zg)&&a.isPacked&&m&&a.texture!=null&&l[2]%2!==0&&b.arraysEqual(a.shape.slice(-3),l.slice(-3))){let I=l[0]*l[1]*(l[2]+1),_={dataId:r.dataId,shape:[1,I,t.inChannels],dtype:r.dtype},A=a.shape;a.shape=a.shape.slice(),a.shape[a.shape.length-2]++,b.assert(jn(a.shape,_.shape),()=>`packed reshape ${a.shape} to ${_.shape} isn't free`);let N=M({inputs:{x:e},backend:n,attrs:{shape:[1,t.inChannels,t.outChannels]}});x.push(N);let F=Jn({a:_,b:N,backend:n,transposeA:f,transposeB:h,bias:o,activation:u,preluActivationWeights:s,leakyreluAlpha:i}),O=n.texData.get(F.dataId);b.assert(O.isPacked,()=>"batchMatMul result is expected to be packed"),a.shape=A,O.shape=t.outShape,g=Ne({inputs:{x:F},backend:n}),g.shape=t.outShape,x.push(F)}else{let I=t.outHeight*t.outWidth,_=M({inputs:{x:r},backend:n,attrs:{shape:m?[t.batchSize,I,t.inChannels]:[t.batchSize,t.inChannels,I]}}),A=M({inputs:{x:e},backend:n,attrs:{shape:[1,t.inChannels,t.outChannels]}}),N=Jn({a:m?_:A,b:m?A:_,transposeA:!m,transposeB:h,backend:n,bias:o,activation:u,preluActivationWeights:s,leakyreluAlpha:i});g=M({inputs:{x:N},backend:n,attrs:{shape:t.outShape}}),x.push(_),x.push(A),x.push(N)}for(let I of x)n.disposeIntermediateTensorInfo(I);return g}function Yc({x:r,filter:e,convInfo:t,backend:n,bias:o=null,preluActivationWeights:s=null,leakyreluAlpha:i=0,activation:u=null}){let{filterWidth:l,filterHeight:a,inChannels:c,outWidth:p,outHeight:d,dataFormat:m}=t,f=m==="channelsLast",h=l*a*c,g=d*p,x=[t.batchSize,h,g],y=!0,C=!1,I=[];if(s!=null){let ke=jc(s.shape,f);ke!=null&&(s=M({inputs:{x:s},backend:n,attrs:{shape:ke}}),I.push(s))}if(o!=null){let ke=jc(o.shape,f);ke!=null&&(o=M({inputs:{x:o},backend:n,attrs:{shape:ke}}),I.push(o))}let _=M({inputs:{x:e},backend:n,attrs:{shape:[1,h,b.sizeFromShape(e.shape)/h]}});I.push(_);let A=new Kc(x,t),N=[r.shape,[t.padInfo.top,t.padInfo.left],[t.strideHeight,t.strideWidth],[t.dilationHeight,t.dilationWidth],[t.inChannels],[t.filterWidth*t.inChannels],[t.outWidth]],F=n.runWebGLProgram(A,[r],"float32",N),O=M({inputs:{x:F},backend:n,attrs:{shape:x}});I.push(F),I.push(O);let B=o!=null,q=s!=null,j=u==="leakyrelu",ue=u?Nr(u,!0):null,fe=new vs(f?O.shape:_.shape,f?_.shape:O.shape,f?[t.batchSize,g,t.outChannels]:[t.batchSize,t.outChannels,g],y,C,B,ue,q,j),ge=f?[O,_]:[_,O];if(o&&ge.push(o),q&&ge.push(s),j){let ke=n.makeTensorInfo([],"float32",b.createScalarValue(i,"float32"));ge.push(ke),I.push(ke)}let ve=n.runWebGLProgram(fe,ge,"float32"),le=M({inputs:{x:ve},backend:n,attrs:{shape:t.outShape}});I.push(ve);for(let ke of I)n.disposeIntermediateTensorInfo(ke);return le}function WB(r){let{inputs:e,backend:t,attrs:n}=r,{x:o,filter:s}=e,{strides:i,pad:u,dataFormat:l,dilations:a,dimRoundingMode:c}=n,p=w.convertConv2DDataFormat(l),d=w.computeConv2DInfo(o.shape,s.shape,i,a,u,c,!1,p),m;if(d.filterHeight===1&&d.filterWidth===1&&d.dilationHeight===1&&d.dilationWidth===1&&d.strideHeight===1&&d.strideWidth===1&&(d.padInfo.type==="SAME"||d.padInfo.type==="VALID"))m=Xc({x:o,filter:s,convInfo:d,backend:t});else if(d.strideWidth<=2&&p==="channelsLast"&&S().getBool("WEBGL_EXP_CONV")){let h=new ks(d),g=[[d.padInfo.top,d.padInfo.left],[d.strideHeight,d.strideWidth],[d.dilationHeight,d.dilationWidth],[d.inHeight,d.inWidth]];m=t.runWebGLProgram(h,[o,s],"float32",g)}else if(S().getBool("WEBGL_CONV_IM2COL"))m=Yc({x:o,filter:s,convInfo:d,backend:t});else{let h=new _s(d);m=t.runWebGLProgram(h,[o,s],"float32")}let f=M({inputs:{x:m},backend:t,attrs:{shape:d.outShape}});return t.disposeIntermediateTensorInfo(m),f}var nk={kernelName:yn,backendName:"webgl",kernelFunc:WB};var Qc=class{constructor(e){this.variableNames=["x","dy"],this.outputShape=e.filterShape;let t=e.strideHeight,n=e.strideWidth,o=e.padInfo.top,s=e.padInfo.left,i=e.dataFormat==="channelsLast";this.userCode=`
      void main() {
        ivec4 coords = getOutputCoords();
        int wR = coords.x;
        int wC = coords.y;
        int d1 = coords.z;
        int d2 = coords.w;

        // Convolve x(?, ?, d1) with dy(:, :, d2) to get dw(wR, wC, d1, d2).
        // ? = to be determined. : = across all values in that axis.
        float dotProd = 0.0;

        for (int b = 0; b < ${e.batchSize}; b++) {
          for (int yR = 0; yR < ${e.outHeight}; yR++) {
            int xR = wR + yR * ${t} - ${o};

            if (xR < 0 || xR >= ${e.inHeight}) {
              continue;
            }

            for (int yC = 0; yC < ${e.outWidth}; yC++) {
              int xC = wC + yC * ${n} - ${s};

              if (xC < 0 || xC >= ${e.inWidth}) {
                continue;
              }

              ${i?`float dyValue = getDy(b, yR, yC, d2);
              float xValue = getX(b, xR, xC, d1);
              dotProd += (xValue * dyValue);`:`float dyValue = getDy(b, d2, yR, yC);
              float xValue = getX(b, d1, xR, xC);
              dotProd += (xValue * dyValue);`}
            }
          }
        }
        setOutput(dotProd);
      }
    `}},Zc=class{constructor(e){this.variableNames=["dy","W"],this.outputShape=e.inShape;let t=e.filterHeight,n=e.filterWidth,o=e.strideHeight,s=e.strideWidth,i=e.dataFormat==="channelsLast",u=t-1-e.padInfo.top,l=n-1-e.padInfo.left,a=i?1:2,c=i?2:3,p=i?3:1;this.userCode=`
      const ivec2 pads = ivec2(${u}, ${l});

      void main() {
        ivec4 coords = getOutputCoords();
        int batch = coords[0];
        int d1 = coords[${p}];

        ivec2 dyCorner = ivec2(coords[${a}], coords[${c}]) - pads;
        int dyRCorner = dyCorner.x;
        int dyCCorner = dyCorner.y;

        // Convolve dy(?, ?, d2) with w(:, :, d1, d2) to compute dx(xR, xC, d1).
        // ? = to be determined. : = across all values in that axis.
        float dotProd = 0.0;
        for (int wR = 0; wR < ${t}; wR++) {
          float dyR = float(dyRCorner + wR) / ${o}.0;

          if (dyR < 0.0 || dyR >= ${e.outHeight}.0 || fract(dyR) > 0.0) {
            continue;
          }
          int idyR = int(dyR);

          int wRPerm = ${t} - 1 - wR;

          for (int wC = 0; wC < ${n}; wC++) {
            float dyC = float(dyCCorner + wC) / ${s}.0;

            if (dyC < 0.0 || dyC >= ${e.outWidth}.0 ||
                fract(dyC) > 0.0) {
              continue;
            }
            int idyC = int(dyC);

            int wCPerm = ${n} - 1 - wC;

            for (int d2 = 0; d2 < ${e.outChannels}; d2++) {

              if (${i}) {
                float xValue = getDy(batch, idyR, idyC, d2);
                float wValue = getW(wRPerm, wCPerm, d1, d2);
                dotProd += xValue * wValue;
              } else {
                float xValue = getDy(batch, d2, idyR, idyC);
                float wValue = getW(wRPerm, wCPerm, d1, d2);
                dotProd += xValue * wValue;
              }

            }
          }
        }
        setOutput(dotProd);
      }
    `}},Jc=class{constructor(e){this.variableNames=["x","dy"],this.outputShape=e.filterShape;let t=e.strideDepth,n=e.strideHeight,o=e.strideWidth,s=e.padInfo.front,i=e.padInfo.top,u=e.padInfo.left;this.userCode=`
      void main() {
        ivec5 coords = getOutputCoords();
        int wF = coords.x;
        int wR = coords.y;
        int wC = coords.z;
        int d1 = coords.w;
        int d2 = coords.u;

        float dotProd = 0.0;

        for (int b = 0; b < ${e.batchSize}; b++) {
          for (int yF = 0; yF < ${e.outDepth}; yF++) {
            int xF = wF + yF * ${t} - ${s};

            if (xF < 0 || xF >= ${e.inDepth}) {
              continue;
            }

            for (int yR = 0; yR < ${e.outHeight}; yR++) {
              int xR = wR + yR * ${n} - ${i};

              if (xR < 0 || xR >= ${e.inHeight}) {
                continue;
              }

              for (int yC = 0; yC < ${e.outWidth}; yC++) {
                int xC = wC + yC * ${o} - ${u};

                if (xC < 0 || xC >= ${e.inWidth}) {
                  continue;
                }

                float dyValue = getDy(b, yF, yR, yC, d2);
                float xValue = getX(b, xF, xR, xC, d1);
                dotProd += (xValue * dyValue);
              }
            }
          }
        }
        setOutput(dotProd);
      }
    `}},ep=class{constructor(e){this.variableNames=["dy","W"],this.outputShape=e.inShape;let t=e.filterDepth,n=e.filterHeight,o=e.filterWidth,s=e.strideDepth,i=e.strideHeight,u=e.strideWidth,l=t-1-e.padInfo.front,a=n-1-e.padInfo.top,c=o-1-e.padInfo.left;this.userCode=`
      const ivec3 pads = ivec3(${l}, ${a}, ${c});

      void main() {
        ivec5 coords = getOutputCoords();
        int batch = coords.x;
        int d1 = coords.u;


        ivec3 dyCorner = ivec3(coords.y, coords.z, coords.w) - pads;
        int dyFCorner = dyCorner.x;
        int dyRCorner = dyCorner.y;
        int dyCCorner = dyCorner.z;

        float dotProd = 0.0;
        for (int wF = 0; wF < ${t}; wF++) {
          float dyF = float(dyFCorner + wF) / ${s}.0;

          if (dyF < 0.0 || dyF >= ${e.outDepth}.0 || fract(dyF) > 0.0) {
            continue;
          }
          int idyF = int(dyF);

          int wFPerm = ${t} - 1 - wF;

          for (int wR = 0; wR < ${n}; wR++) {
            float dyR = float(dyRCorner + wR) / ${i}.0;

            if (dyR < 0.0 || dyR >= ${e.outHeight}.0 ||
              fract(dyR) > 0.0) {
              continue;
            }
            int idyR = int(dyR);

            int wRPerm = ${n} - 1 - wR;

            for (int wC = 0; wC < ${o}; wC++) {
              float dyC = float(dyCCorner + wC) / ${u}.0;

              if (dyC < 0.0 || dyC >= ${e.outWidth}.0 ||
                  fract(dyC) > 0.0) {
                continue;
              }
              int idyC = int(dyC);

              int wCPerm = ${o} - 1 - wC;

              for (int d2 = 0; d2 < ${e.outChannels}; d2++) {
                float xValue = getDy(batch, idyF, idyR, idyC, d2);
                float wValue = getW(wFPerm, wRPerm, wCPerm, d1, d2);
                dotProd += xValue * wValue;
              }
            }
          }
        }
        setOutput(dotProd);
      }
    `}};function VB(r){let{inputs:e,backend:t,attrs:n}=r,{x:o,dy:s}=e,{strides:i,pad:u,dataFormat:l,dimRoundingMode:a,filterShape:c}=n,p=w.convertConv2DDataFormat(l),d=w.computeConv2DInfo(o.shape,c,i,1,u,a,!1,p),m=new Qc(d);return t.runWebGLProgram(m,[o,s],"float32")}var ok={kernelName:Kx,backendName:"webgl",kernelFunc:VB};var tp=class{constructor(e){this.variableNames=["dy","W"],this.packedInputs=!0,this.packedOutput=!0,this.customUniforms=[{name:"strides",type:"vec2"}],this.outputShape=e.inShape,this.enableShapeUniforms=me(this.outputShape.length);let t=e.filterHeight,n=e.filterWidth,o=t-1-e.padInfo.top,s=n-1-e.padInfo.left;this.userCode=`
      const ivec2 pads = ivec2(${o}, ${s});

      void main() {
        ivec4 coords = getOutputCoords();
        int batch = coords[0];
        int d1 = coords[3];

        ivec2 dyCorner = ivec2(coords[1], coords[2]) - pads;
        int dyRCorner = dyCorner.x;
        int dyCCorner = dyCorner.y;

        vec4 result = vec4(0.);
        for (int wR = 0; wR < ${t}; wR++) {
          float dyR = float(dyRCorner + wR) / strides[0];
          if (dyR < 0.0 || dyR >= ${e.outHeight}.0 || fract(dyR) > 0.0) {
            continue;
          }
          int idyR = int(dyR);
          int wRPerm = ${t} - 1 - wR;

          for (int wC = 0; wC < ${n}; wC++) {
            int wCPerm = ${n} - 1 - wC;

            float dyC = float(dyCCorner + wC) / strides[1];
            bool idyCVal = (dyC >= 0.0) && (dyC < ${e.outWidth}.0)
              && (fract(dyC) == 0.0);
            int idyC = int(dyC);

            float dyC2 = float(dyCCorner + wC + 1) / strides[1];
            bool idyCVal2 = (dyC2 >= 0.0) && (dyC2 < ${e.outWidth}.0)
              && (fract(dyC2) == 0.0);
            int idyC2 = int(dyC2);

            if (idyCVal && idyCVal2) {
              for (int d2 = 0; d2 < ${e.outChannels}; d2 += 2) {
                vec4 wValue = getW(wRPerm, wCPerm, d1, d2);
                vec4 dySample = getDy(batch, idyR, idyC, d2);
                vec4 dySample2 = (idyC / 2 == idyC2 / 2) ?
                  dySample : getDy(batch, idyR, idyC2, d2);

                vec2 dyValue = mod(float(idyC), 2.) == 0. ?
                  dySample.xy : dySample.zw;
                result.xy += vec2(dot(dyValue, wValue.xy),
                  dot(dyValue, wValue.zw));

                dyValue = mod(float(idyC2), 2.) == 0. ?
                  dySample2.xy : dySample2.zw;
                result.zw += vec2(dot(dyValue, wValue.xy),
                  dot(dyValue, wValue.zw));
              }
            } else if (idyCVal) {
              for (int d2 = 0; d2 < ${e.outChannels}; d2 += 2) {
                vec4 wValue = getW(wRPerm, wCPerm, d1, d2);
                vec4 dySample = getDy(batch, idyR, idyC, d2);
                vec2 dyValue = mod(float(idyC), 2.) == 0. ?
                  dySample.xy : dySample.zw;
                result.xy += vec2(dot(dyValue, wValue.xy),
                  dot(dyValue, wValue.zw));
              }
            } else if (idyCVal2) {
              for (int d2 = 0; d2 < ${e.outChannels}; d2 += 2) {
                vec4 wValue = getW(wRPerm, wCPerm, d1, d2);
                vec4 dySample = getDy(batch, idyR, idyC2, d2);
                vec2 dyValue = mod(float(idyC2), 2.) == 0. ?
                  dySample.xy : dySample.zw;
                result.zw += vec2(dot(dyValue, wValue.xy),
                  dot(dyValue, wValue.zw));
              }
            }
          }
        }
        setOutput(result);
      }
    `}};function GB(r){let{inputs:e,backend:t,attrs:n}=r,{dy:o,filter:s}=e,{inputShape:i,strides:u,pad:l,dataFormat:a,dimRoundingMode:c}=n,p=w.convertConv2DDataFormat(a),d=w.computeConv2DInfo(i,s.shape,u,1,l,c,!1,p);if(S().getBool("WEBGL_PACK_CONV2DTRANSPOSE")&&p==="channelsLast"){let m=[[d.strideHeight,d.strideWidth]],f=new tp(d);return t.runWebGLProgram(f,[o,s],"float32",m)}else{let m=new Zc(d);return t.runWebGLProgram(m,[o,s],"float32")}}var sk={kernelName:qs,backendName:"webgl",kernelFunc:GB};function zB(r){let{inputs:e,backend:t,attrs:n}=r,{x:o,filter:s}=e,{strides:i,pad:u,dilations:l}=n,a=w.computeConv3DInfo(o.shape,s.shape,i,l,u),c=new qc(a);return t.runWebGLProgram(c,[o,s],"float32")}var ak={kernelName:Ks,backendName:"webgl",kernelFunc:zB};function HB(r){let{inputs:e,backend:t,attrs:n}=r,{x:o,dy:s}=e,{strides:i,pad:u,filterShape:l}=n,a=w.computeConv3DInfo(o.shape,l,i,1,u),c=new Jc(a);return t.runWebGLProgram(c,[o,s],"float32")}var ik={kernelName:js,backendName:"webgl",kernelFunc:HB};function qB(r){let{inputs:e,backend:t,attrs:n}=r,{dy:o,filter:s}=e,{pad:i,strides:u,inputShape:l}=n,a=w.computeConv3DInfo(l,s.shape,u,1,i),c=new ep(a);return t.runWebGLProgram(c,[o,s],"float32")}var uk={kernelName:Xs,backendName:"webgl",kernelFunc:qB};var KB=zt+`
  return cos(x);
`,jB=`
  vec4 result = cos(x);
  bvec4 isNaN = isnan(x);
  ${Rt}
  return result;
`,XB=H({opSnippet:KB,packedOpSnippet:jB}),lk={kernelName:"Cos",backendName:"webgl",kernelFunc:XB};var YB=`
  float e2x = exp(-x);
  return (e2x + 1.0 / e2x) / 2.0;
`,QB=H({opSnippet:YB}),ck={kernelName:ku,backendName:"webgl",kernelFunc:QB};var rp=class{constructor(e,t,n,o,s){this.variableNames=["Image","Boxes","BoxInd"],this.outputShape=[];let[i,u,l,a]=e,[c]=t,[p,d]=n;this.outputShape=[c,p,d,a];let m=o==="bilinear"?1:0,[f,h]=[`${u-1}.0`,`${l-1}.0`],[g,x,y]=p>1?[`${(u-1)/(p-1)}`,"(y2-y1) * height_ratio",`y1*${f} + float(y)*(height_scale)`]:["0.0","0.0",`0.5 * (y1+y2) * ${f}`],[C,I,_]=d>1?[`${(l-1)/(d-1)}`,"(x2-x1) * width_ratio",`x1*${h} + float(x)*(width_scale)`]:["0.0","0.0",`0.5 * (x1+x2) * ${h}`];this.userCode=`
      const float height_ratio = float(${g});
      const float width_ratio = float(${C});
      void main() {
        ivec4 coords = getOutputCoords();
        int b = coords[0];
        int y = coords[1];
        int x = coords[2];
        int d = coords[3];

        // get box vals
        float y1 = getBoxes(b,0);
        float x1 = getBoxes(b,1);
        float y2 = getBoxes(b,2);
        float x2 = getBoxes(b,3);

        // get image in batch index
        int bInd = round(getBoxInd(b));
        if(bInd < 0 || bInd >= ${i}) {
          return;
        }

        float height_scale = ${x};
        float width_scale = ${I};

        float in_y = ${y};
        if( in_y < 0.0 || in_y > ${f} ) {
          setOutput(float(${s}));
          return;
        }
        float in_x = ${_};
        if( in_x < 0.0 || in_x > ${h} ) {
          setOutput(float(${s}));
          return;
        }

        vec2 sourceFracIndexCR = vec2(in_x,in_y);
        if(${m} == 1) {
          // Compute the four integer indices.
          ivec2 sourceFloorCR = ivec2(sourceFracIndexCR);
          ivec2 sourceCeilCR = ivec2(ceil(sourceFracIndexCR));

          float topLeft = getImage(b, sourceFloorCR.y, sourceFloorCR.x, d);
          float bottomLeft = getImage(b, sourceCeilCR.y, sourceFloorCR.x, d);
          float topRight = getImage(b, sourceFloorCR.y, sourceCeilCR.x, d);
          float bottomRight = getImage(b, sourceCeilCR.y, sourceCeilCR.x, d);

          vec2 fracCR = sourceFracIndexCR - vec2(sourceFloorCR);

          float top = topLeft + (topRight - topLeft) * fracCR.x;
          float bottom = bottomLeft + (bottomRight - bottomLeft) * fracCR.x;
          float newValue = top + (bottom - top) * fracCR.y;
          setOutput(newValue);
        } else {
          // Compute the coordinators of nearest neighbor point.
          ivec2 sourceNearestCR = ivec2(floor(
            sourceFracIndexCR + vec2(0.5,0.5)));
          float newValue = getImage(b, sourceNearestCR.y, sourceNearestCR.x, d);
          setOutput(newValue);
        }
      }
    `}};var ZB=r=>{let{inputs:e,backend:t,attrs:n}=r,{image:o,boxes:s,boxInd:i}=e,{cropSize:u,method:l,extrapolationValue:a}=n,c=new rp(o.shape,s.shape,u,l,a);return t.runWebGLProgram(c,[o,s,i],"float32")},pk={kernelName:wn,backendName:"webgl",kernelFunc:ZB};var to;(function(r){r.Prod="*",r.Sum="+"})(to||(to={}));var hi=class{constructor(e,t,n,o){this.op=e,this.outputShape=t,this.variableNames=["x"],this.customUniforms=[{name:"index",type:"float"}];let s=this.outputShape.length,i=this.op===to.Prod?"1.0":"0.0",u=n?i:`getX(${dk(s,"coords",this.op)})`,l=this.outputShape[this.outputShape.length-1],a="",c="";n?(a=o?`end != ${l-1}`:"end != 0",c=o?"end + 1":"end - 1"):(a=o?`end + pow2 < ${l}`:"end >= pow2",c=o?"end + pow2":"end - pow2"),this.userCode=`
      void main() {
        ${ee(s)} coords = getOutputCoords();
        int end = ${mk(s,"coords",this.op)};
        float val = ${u};
        int pow2 = int(pow(2.0, index));
        if (${a}) {
          int idx = ${c};
          ${mk(s,"coords",this.op)} = idx;
          val ${this.op}= getX(${dk(s,"coords",this.op)});
        }
        setOutput(val);
      }
    `}};function dk(r,e,t){if(r===1)return`${e}`;if(r===2)return`${e}.x, ${e}.y`;if(r===3)return`${e}.x, ${e}.y, ${e}.z`;if(r===4)return`${e}.x, ${e}.y, ${e}.z, ${e}.w`;throw new Error(`Cumulative ${t} for rank ${r} is not yet supported`)}function mk(r,e,t){if(r===1)return`${e}`;if(r===2)return`${e}.y`;if(r===3)return`${e}.z`;if(r===4)return`${e}.w`;throw new Error(`Cumulative ${t} for rank ${r} is not yet supported`)}function np(r,e,t,n,o,s){let i=e.shape.length,u=w.getAxesPermutation([n],i),l=e;u!=null&&(l=we({inputs:{x:e},backend:t,attrs:{perm:u}}));let a=w.getInnerMostAxes(1,i)[0];if(a!==i-1)throw new Error(`WebGL cumprod shader expects an inner-most axis=${e.shape.length-1} but got axis=${n}`);let c=l.shape[a],p=Ne({inputs:{x:l},backend:t});for(let d=0;d<=Math.ceil(Math.log2(c))-1;d++){let m=new hi(r,l.shape,!1,s),f=[[d]],h=p;p=t.runWebGLProgram(m,[p],p.dtype,f),t.disposeIntermediateTensorInfo(h)}if(o){let d=new hi(r,l.shape,o,s),m=p;p=t.runWebGLProgram(d,[p],p.dtype),t.disposeIntermediateTensorInfo(m)}if(u!=null){let d=w.getUndoAxesPermutation(u),m=we({inputs:{x:p},backend:t,attrs:{perm:d}});return t.disposeIntermediateTensorInfo(p),t.disposeIntermediateTensorInfo(l),m}return p}function JB(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{axis:s,exclusive:i,reverse:u}=n;return np(to.Prod,o,t,s,i,u)}var fk={kernelName:Ys,backendName:"webgl",kernelFunc:JB};function eL(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{axis:s,exclusive:i,reverse:u}=n;return np(to.Sum,o,t,s,i,u)}var hk={kernelName:Qs,backendName:"webgl",kernelFunc:eL};function tL(r){let{inputs:e,backend:t,attrs:n}=r,{x:o,weights:s}=e,{size:i,binaryOutput:u}=n;if(o.shape.length===1){let l=t.readSync(o.dataId),a=t.readSync(s.dataId),c=bc(l,a,s.dtype,s.shape,i);return t.makeTensorInfo([i],s.dtype,c)}else if(o.shape.length===2){let l=t.bufferSync(o),a=t.bufferSync(s),c=e_(l,a,i,u);return t.makeTensorInfo(c.shape,s.dtype,c.values)}throw new Error(`Error in denseBincount: input must be at most rank 2, but got rank${o.shape.length}.`)}var gk={kernelName:Tu,backendName:"webgl",kernelFunc:tL};var op=class{constructor(e,t,n){this.variableNames=["x"],this.outputShape=[],this.outputShape=e,this.blockSize=t,this.dataFormat=n,this.userCode=`
    void main() {
      ivec4 coords = getOutputCoords();
      int b = coords[0];
      int h = ${this.getHeightCoordString()};
      int w = ${this.getWidthCoordString()};
      int d = ${this.getDepthCoordString()};

      int in_h = h / ${t};
      int offset_h = imod(h, ${t});
      int in_w = w / ${t};
      int offset_w = imod(w, ${t});
      int offset_d = (offset_h * ${t} + offset_w) *
        ${this.getOutputDepthSize()};
      int in_d = d + offset_d;

      float result = ${this.getInputSamplingString()};
      setOutput(result);
    }
  `}getHeightCoordString(){return this.dataFormat==="NHWC"?"coords[1]":"coords[2]"}getWidthCoordString(){return this.dataFormat==="NHWC"?"coords[2]":"coords[3]"}getDepthCoordString(){return this.dataFormat==="NHWC"?"coords[3]":"coords[1]"}getOutputDepthSize(){return this.dataFormat==="NHWC"?this.outputShape[3]:this.outputShape[1]}getInputSamplingString(){return this.dataFormat==="NHWC"?"getX(b, in_h, in_w, in_d)":"getX(b, in_d, in_h, in_w)"}};function rL(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{blockSize:s,dataFormat:i}=n,u=o.shape[0],l=i==="NHWC"?o.shape[1]:o.shape[2],a=i==="NHWC"?o.shape[2]:o.shape[3],c=i==="NHWC"?o.shape[3]:o.shape[1],p=l*s,d=a*s,m=c/(s*s),f=i==="NHWC"?[u,p,d,m]:[u,m,p,d],h=new op(f,s,i);return t.runWebGLProgram(h,[o],o.dtype)}var xk={kernelName:Zs,backendName:"webgl",kernelFunc:rL};var Ts=class{constructor(e,t=!1,n=null,o=!1,s=!1){this.variableNames=["x","W"],this.customUniforms=[{name:"pads",type:"ivec2"},{name:"strides",type:"ivec2"},{name:"dilations",type:"ivec2"},{name:"inDims",type:"ivec2"}],this.outputShape=e.outShape,this.enableShapeUniforms=me(this.outputShape.length);let i=e.filterHeight,u=e.filterWidth,l=e.outChannels/e.inChannels,a="",c="";n&&(o?a=`float activation(float a) {
          float b = getPreluActivationWeightsAtOutCoords();
          ${n}
        }`:s?a=`float activation(float a) {
          float b = getLeakyreluAlphaAtOutCoords();
          ${n}
        }`:a=`
          float activation(float x) {
            ${n}
          }
        `,c="result = activation(result);");let p=t?"result += getBiasAtOutCoords();":"";t&&this.variableNames.push("bias"),o&&this.variableNames.push("preluActivationWeights"),s&&this.variableNames.push("leakyreluAlpha"),this.userCode=`
      ${a}

      void main() {
        ivec4 coords = getOutputCoords();
        int batch = coords.x;
        ivec2 xRCCorner = coords.yz * strides - pads;
        int d2 = coords.w;
        int d1 = d2 / ${l};
        int q = d2 - d1 * ${l};

        int xRCorner = xRCCorner.x;
        int xCCorner = xRCCorner.y;

        // Convolve x(?, ?, d1) with w(:, :, d1, q) to get y(yR, yC, d2).
        // ? = to be determined. : = across all values in that axis.
        float dotProd = 0.0;
        // TO DO(dsmilkov): Flatten the two for loops and vec4 the operations.
        for (int wR = 0; wR < ${i}; wR++) {
          int xR = xRCorner + wR * dilations[0];

          if (xR < 0 || xR >= inDims[0]) {
            continue;
          }

          for (int wC = 0; wC < ${u}; wC++) {
            int xC = xCCorner + wC * dilations[1];

            if (xC < 0 || xC >= inDims[1]) {
              continue;
            }

            float xVal = getX(batch, xR, xC, d1);
            float wVal = getW(wR, wC, d1, q);
            dotProd += xVal * wVal;
          }
        }

        float result = dotProd;
        ${p}
        ${c}
        setOutput(result);
      }
    `}};var Es=class{constructor(e,t=!1,n=null,o=!1,s=!1){this.variableNames=["x","W"],this.packedInputs=!0,this.packedOutput=!0,this.customUniforms=[{name:"pads",type:"ivec2"},{name:"strides",type:"ivec2"},{name:"dilations",type:"ivec2"},{name:"inDims",type:"ivec2"}],this.outputShape=e.outShape,this.enableShapeUniforms=me(this.outputShape.length);let i=e.outChannels/e.inChannels,u=e.padInfo.left,l=e.strideWidth,a=e.dilationWidth,c=e.filterHeight,p=e.filterWidth,d=p,m=`
      int xR; int xC; int xCOffset;
      vec4 wTexel; vec4 previous; vec4 final;`;for(let x=0;x<p;x++)m+=`
          vec4 xTexelC${x*2};
          int xTexelC${x*2}Ready;
          vec4 xTexelC${x*2+1};
          int xTexelC${x*2+1}Ready;
          vec4 xC${x};`;m+=`
    for (int r = 0; r < ${c}; r++) {
      `;for(let x=0;x<p;x++)m+=`
          xTexelC${x*2} = vec4(0.0);
          xTexelC${x*2}Ready = 0;
          xTexelC${x*2+1} = vec4(0.0);
          xTexelC${x*2+1}Ready = 0;
          xC${x} = vec4(0.0);`;m+=`
        xR = xRCorner + r * dilations[0];
        if (xR >=0 && xR < inDims[0]) {
      `;for(let x=0;x<(d+1)/2;x++){let y=x*2;if(m+=`
          xC = xCCorner + ${y*a};
          `,l===1){if(y<p&&(u%2===1?(m+=`
                xCOffset = xC + 1;
                if (xCOffset >= 0 && xCOffset < inDims[1] && xTexelC${y}Ready == 0) {
                  xTexelC${y} = getX(batch, xR, xCOffset, d1);

                  // Need to manually clear unused channels in case
                  // we're reading from recycled texture.
                  if (xCOffset + 1 >= inDims[1]) {
                    xTexelC${y}.zw = vec2(0.0);
                  }
                  xTexelC${y}Ready = 1;
                }
              `,a===1&&y>0?m+=`
                xC${y} = vec4(xTexelC${y-2}.zw, xTexelC${y}.xy);
                `:m+=`
                  xCOffset = xC + 1 - 2;

                  if (xCOffset >= 0 && xCOffset < inDims[1]) {
                    previous = getX(batch, xR, xCOffset, d1);

                    // Need to manually clear unused channels in case
                    // we're reading from recycled texture.
                    if (xCOffset + 1 >= inDims[1]) {
                      previous.zw = vec2(0.0);
                    }

                    xC${y} = vec4(previous.zw, xTexelC${y}.xy);
                  } else {
                    xC${y} = vec4(0.0, 0.0, xTexelC${y}.xy);
                  }
                  `):m+=`
                if (xC >= 0 && xC < inDims[1] && xTexelC${y}Ready == 0) {
                  xTexelC${y} = getX(batch, xR, xC, d1);
                  if (xC + 1 >= inDims[1]) {
                    xTexelC${y}.zw = vec2(0.0);
                  }
                  xTexelC${y}Ready = 1;
                }

                xC${y} = xTexelC${y};
                `,y+1<p)){let C=u%2===0?b.nearestLargerEven(a):a;a%2===0&&u%2===1||a%2!==0&&u%2!==1?(m+=`
                  xCOffset = xC + imod(pads[1], 2) + ${C};

                  if (xCOffset >= 0 && xCOffset < inDims[1] && xTexelC${y+1}Ready == 0) {
                    xTexelC${y+1} = getX(batch, xR, xCOffset, d1);

                    // Need to manually clear unused channels in case
                    // we're reading from recycled texture.
                    if (xCOffset + 1 >= inDims[1]) {
                      xTexelC${y+1}.zw = vec2(0.0);
                    }
                    xTexelC${y+1}Ready = 1;
                  }
                  `,a>1?m+=`
                    xCOffset -= 2;
                    if (xCOffset >= 0 && xCOffset < inDims[1]) {
                     previous = getX(batch, xR, xCOffset, d1);
                     xC${y+1} = vec4(previous.zw, xTexelC${y+1}.xy);
                    } else {
                     xC${y+1} = vec4(0.0, 0.0, xTexelC${y+1}.xy);
                    }
                    `:m+=`
                    xC${y+1} = vec4(xTexelC${y}.zw, xTexelC${y+1}.xy);
                    `):C===1?m+=`
                    xC${y+1} = xTexelC${y};
                    `:m+=`
                    xCOffset = xC + ${C};

                    if (xCOffset >= 0 && xCOffset < inDims[1] && xTexelC${y+1}Ready == 0) {
                      xTexelC${y+1} = getX(batch, xR, xCOffset, d1);
                      if (xCOffset + 1 >= inDims[1]) {
                        xTexelC${y+1}.zw = vec2(0.0);
                      }
                      xTexelC${y+1}Ready = 1;
                    }

                    xC${y+1} = xTexelC${y+1};
                    `}}else y<p&&(u%2===1?(m+=`
                xCOffset = xC + 1 - strides[1];
                if(xCOffset >= 0 && xCOffset < inDims[1] && xTexelC${y}Ready == 0) {
                  xTexelC${y} = getX(batch, xR, xCOffset, d1);
                  // Need to manually clear unused channels in case
                  // we're reading from recycled texture.
                  if (xCOffset + 1 >= inDims[1]) {
                    xTexelC${y}.zw = vec2(0.0);
                  }
                  xTexelC${y}Ready = 1;
                }

                if(xC + 1 >= 0 && xC + 1 < inDims[1] && xTexelC${y+1}Ready == 0) {
                  xTexelC${y+1} = getX(batch, xR, xC + 1, d1);
                  // Need to manually clear unused channels in case
                  // we're reading from recycled texture.
                  if (xC + 2 >= inDims[1]) {
                    xTexelC${y+1}.zw = vec2(0.0);
                  }
                  xTexelC${y+1}Ready = 1;
                }

                xC${y} = vec4(xTexelC${y}.zw, xTexelC${y+1}.zw);
              `,y+1<p&&(m+=`
                  final = vec4(0.0);
                  xCOffset = xC + 1 + strides[1];
                  if(xCOffset >= 0 && xCOffset < inDims[1]) {
                    final = getX(batch, xR, xCOffset, d1);
                  }
                  xC${y+1} = vec4(xTexelC${y+1}.xy, final.xy);
                `)):(m+=`
                if(xC >= 0 && xC < inDims[1] && xTexelC${y}Ready == 0) {
                  xTexelC${y} = getX(batch, xR, xC, d1);
                  if (xC + 1 >= inDims[1]) {
                    xTexelC${y}.zw = vec2(0.0);
                  }
                  xTexelC${y}Ready = 1;
                }

                xCOffset = xC + strides[1];
                if(xCOffset >= 0 && xCOffset < inDims[1] && xTexelC${y+1}Ready == 0) {
                  xTexelC${y+1} = getX(batch, xR, xCOffset, d1);
                  if (xCOffset + 1 >= inDims[1]) {
                    xTexelC${y+1}.zw = vec2(0.);
                  }
                  xTexelC${y+1}Ready = 1;
                }

                xC${y} = vec4(
                  xTexelC${y}.xy, xTexelC${y+1}.xy);
              `,y+1<p&&(m+=`
                  xC${y+1} = vec4(xTexelC${y}.zw, xTexelC${y+1}.zw);
                `)));y<p&&(m+=`
            wTexel = getW(r, ${y}, d1, q);
            dotProd += xC${y} * vec4(wTexel.xz, wTexel.xz);
          `,y+1<p&&(m+=`
              wTexel = getW(r, ${y+1}, d1, q);
              dotProd += xC${y+1} * vec4(wTexel.xz, wTexel.xz);
            `))}m+=`
    }
  `,m+=`
      }
    `;let f="",h="";n&&(o?f=`vec4 activation(vec4 a) {
          vec4 b = getPreluActivationWeightsAtOutCoords();
          ${n}
        }`:s?f=`vec4 activation(vec4 a) {
          vec4 b = getLeakyreluAlphaAtOutCoords();
          ${n}
        }`:f=`vec4 activation(vec4 x) {
          ${n}
        }`,h="result = activation(result);");let g=t?"result += getBiasAtOutCoords();":"";t&&this.variableNames.push("bias"),o&&this.variableNames.push("preluActivationWeights"),s&&this.variableNames.push("leakyreluAlpha"),this.userCode=`
      ${f}

      void main() {
        ivec4 coords = getOutputCoords();
        int batch = coords.x;
        ivec2 xRCCorner = coords.yz * strides - pads;
        int d2 = coords.w;
        int d1 = d2 / ${i};
        int q = d2 - d1 * ${i};
        int xRCorner = xRCCorner.x;
        int xCCorner = xRCCorner.y;

        //intialize dotProd with a small epsilon seems to reduce GPU accuracy loss.
        vec4 dotProd = vec4(0.000000000000001);

        ${m}

        vec4 result = dotProd - vec4(0.000000000000001);
        ${g}
        ${h}
        setOutput(result);
      }
    `}};function nL(r){let{inputs:e,backend:t,attrs:n}=r,{x:o,filter:s}=e,{strides:i,pad:u,dilations:l,dimRoundingMode:a}=n,c=l;c==null&&(c=[1,1]),b.assert(w.eitherStridesOrDilationsAreOne(i,c),()=>`Error in depthwiseConv2d: Either strides or dilations must be 1. Got strides ${i} and dilations '${c}'`);let p=w.computeConv2DInfo(o.shape,s.shape,i,c,u,a,!0),d;S().getBool("WEBGL_PACK_DEPTHWISECONV")&&p.strideWidth<=2&&p.outChannels/p.inChannels===1?d=new Es(p):d=new Ts(p);let m=[[p.padInfo.top,p.padInfo.left],[p.strideHeight,p.strideWidth],[p.dilationHeight,p.dilationWidth],[p.inHeight,p.inWidth]];return t.runWebGLProgram(d,[o,s],"float32",m)}var bk={kernelName:Cn,backendName:"webgl",kernelFunc:nL};var sp=class{constructor(e){this.variableNames=["x","dy"],this.outputShape=e.filterShape;let t=e.strideHeight,n=e.strideWidth,o=e.padInfo.top,s=e.padInfo.left,i=e.outChannels/e.inChannels;this.userCode=`
      void main() {
        ivec4 coords = getOutputCoords();
        int wR = coords.x;
        int wC = coords.y;
        int d1 = coords.z;
        int dm = coords.w;
        int d2 = d1 * ${i} + dm;

        float dotProd = 0.0;

        // TO DO: Vec4 over the batch size
        for (int b = 0; b < ${e.batchSize}; b++) {
          for (int yR = 0; yR < ${e.outHeight}; yR++) {
            int xR = wR + yR * ${t} - ${o};

            if (xR < 0 || xR >= ${e.inHeight}) {
              continue;
            }

            for (int yC = 0; yC < ${e.outWidth}; yC++) {
              int xC = wC + yC * ${n} - ${s};

              if (xC < 0 || xC >= ${e.inWidth}) {
                continue;
              }

              float dyValue = getDy(b, yR, yC, d2);
              float xValue = getX(b, xR, xC, d1);
              dotProd += (xValue * dyValue);
            }
          }
        }
        setOutput(dotProd);
      }
    `}},ap=class{constructor(e){this.variableNames=["dy","W"],this.outputShape=e.inShape;let t=e.filterHeight,n=e.filterWidth,o=e.strideHeight,s=e.strideWidth,i=t-1-e.padInfo.top,u=n-1-e.padInfo.left,l=e.outChannels/e.inChannels;this.userCode=`
      const ivec2 pads = ivec2(${i}, ${u});

      void main() {
        ivec4 coords = getOutputCoords();
        int batch = coords[0];
        int d1 = coords[3];
        ivec2 dyCorner = coords.yz - pads;
        int dyRCorner = dyCorner.x;
        int dyCCorner = dyCorner.y;

        float dotProd = 0.0;

        for (int wR = 0; wR < ${t}; wR++) {
          float dyR = float(dyRCorner + wR) / ${o}.0;

          if (dyR < 0.0 || dyR >= ${e.outHeight}.0 || fract(dyR) > 0.0) {
            continue;
          }
          int idyR = int(dyR);

          int wRPerm = ${t} - 1 - wR;

          for (int wC = 0; wC < ${n}; wC++) {
            float dyC = float(dyCCorner + wC) / ${s}.0;

            if (dyC < 0.0 || dyC >= ${e.outWidth}.0 ||
                fract(dyC) > 0.0) {
              continue;
            }
            int idyC = int(dyC);

            int wCPerm = ${n} - 1 - wC;

            // TO DO: Vec4 over the channelMul
            for (int dm = 0; dm < ${l}; dm++) {
              int d2 = d1 * ${l} + dm;
              float xValue = getDy(batch, idyR, idyC, d2);
              float wValue = getW(wRPerm, wCPerm, d1, dm);
              dotProd += xValue * wValue;
            }
          }
        }
        setOutput(dotProd);
      }
    `}};function oL(r){let{inputs:e,backend:t,attrs:n}=r,{x:o,dy:s}=e,{strides:i,dilations:u,pad:l,dimRoundingMode:a,filterShape:c}=n,p=w.computeConv2DInfo(o.shape,c,i,u,l,a,!0),d=new sp(p);return t.runWebGLProgram(d,[o,s],"float32")}var yk={kernelName:jx,backendName:"webgl",kernelFunc:oL};function sL(r){let{inputs:e,backend:t,attrs:n}=r,{dy:o,filter:s}=e,{strides:i,dilations:u,pad:l,dimRoundingMode:a,inputShape:c}=n,p=w.computeConv2DInfo(c,s.shape,i,u,l,a,!0),d=new ap(p);return t.runWebGLProgram(d,[o,s],"float32")}var wk={kernelName:Xx,backendName:"webgl",kernelFunc:sL};var ip=class{constructor(e){this.variableNames=["X"],this.outputShape=[e,e],this.userCode=`
      void main() {
          ivec2 coords = getOutputCoords();
          float val = coords[0] == coords[1] ? getX(coords[0]) : 0.0;
          setOutput(val);
      }
    `}};function aL(r){let{inputs:e,backend:t}=r,{x:n}=e,o=[...n.shape,...n.shape],s=b.sizeFromShape(n.shape),i=M({inputs:{x:n},backend:t,attrs:{shape:[s]}}),u=new ip(s),l=t.runWebGLProgram(u,[i],i.dtype),a=M({inputs:{x:l},backend:t,attrs:{shape:o}});return t.disposeIntermediateTensorInfo(i),t.disposeIntermediateTensorInfo(l),a}var Ck={kernelName:Eu,backendName:"webgl",kernelFunc:aL};var up=class{constructor(e){this.variableNames=["x","W"],this.outputShape=e.outShape;let{inHeight:t,inWidth:n,padInfo:o,strideHeight:s,strideWidth:i,filterHeight:u,filterWidth:l,dilationHeight:a,dilationWidth:c}=e,{top:p,left:d}=o;this.userCode=`
      const ivec2 strides = ivec2(${s}, ${i});
      const ivec2 pads = ivec2(${p}, ${d});
      const float neg_infinity = -3.4e38;

      void main() {
        ivec4 coords = getOutputCoords();
        int batch = coords.x;
        int d1 = coords.w;
        ivec2 outTopLeftCorner =
            coords.yz * strides - pads;
        int hBeg = outTopLeftCorner.x;
        int wBeg = outTopLeftCorner.y;

        float curVal = neg_infinity;
        for (int h = 0; h < ${u}; h++) {
          int hIn = hBeg + h * ${a};

          if (hIn >= 0 && hIn < ${t}) {
            for (int w = 0; w < ${l}; w++) {
              int wIn = wBeg + w * ${c};

              if (wIn >= 0 && wIn < ${n}) {
                float xVal = getX(batch, hIn, wIn, d1);
                float wVal = getW(h, w, d1);

                float val = xVal + wVal;
                if (val > curVal) {
                  curVal = val;
                }
              }
            }
          }
        }

        float result = curVal;
        setOutput(result);
      }
    `}};function iL(r){let{inputs:e,backend:t,attrs:n}=r,{x:o,filter:s}=e,{strides:i,pad:u,dilations:l}=n,a=w.computeDilation2DInfo(o.shape,s.shape,i,u,"NHWC",l),c,p=new up(a);c=t.runWebGLProgram(p,[o,s],"float32");let d=M({inputs:{x:c},backend:t,attrs:{shape:a.outShape}});return t.disposeIntermediateTensorInfo(c),d}var Ik={kernelName:Js,backendName:"webgl",kernelFunc:iL};function uL(r){let{inputs:e,backend:t,attrs:n}=r,{equation:o}=n,s=e,{allDims:i,summedDims:u,idDims:l}=w.decodeEinsumEquation(o,s.length);w.checkEinsumDimSizes(i.length,l,s);let{path:a,steps:c}=w.getEinsumComputePath(u,l),p=c.length,d=null,m=i.length,f=[];for(let h=0;h<p;++h){for(let g of c[h]){let{permutationIndices:x,expandDims:y}=w.getEinsumPermutation(m,l[g]),C;w.isIdentityPermutation(x)?C=s[g]:(C=we({inputs:{x:s[g]},backend:t,attrs:{perm:x}}),f.push(C));let I=C.shape.slice();for(let _=0;_<y.length;++_)I.splice(y[_],0,1);b.arraysEqual(C.shape,I)||(C=M({inputs:{x:C},backend:t,attrs:{shape:I}}),f.push(C)),d===null?d=C:(d=mi({inputs:{a:C,b:d},backend:t}),f.push(d))}h<p-1&&(a[h]>=0&&(d=Zn({inputs:{x:d},backend:t,attrs:{axis:a[h]-(i.length-m),keepDims:!1}}),f.push(d)),m--)}for(let h of f)h!==d&&t.disposeIntermediateTensorInfo(h);return d}var vk={kernelName:Ru,backendName:"webgl",kernelFunc:uL};var lL="return (x >= 0.0) ? x : (exp(x) - 1.0);",cL=`
  vec4 result;

  result.r = (x.r >= 0.0) ? x.r : (exp(x.r) - 1.0);
  result.g = (x.g >= 0.0) ? x.g : (exp(x.g) - 1.0);
  result.b = (x.b >= 0.0) ? x.b : (exp(x.b) - 1.0);
  result.a = (x.a >= 0.0) ? x.a : (exp(x.a) - 1.0);

  return result;
`,pL=H({opSnippet:lL,packedOpSnippet:cL}),Sk={kernelName:"Elu",backendName:"webgl",kernelFunc:pL};var dL="return (b >= 0.0) ? a : a * (b + 1.0);",mL=`
  vec4 bGTEZero = vec4(greaterThanEqual(b, vec4(0.)));
  return (bGTEZero * a) + ((vec4(1.0) - bGTEZero) * (a * (b + vec4(1.0))));
`,fL=r=>{let{inputs:e,backend:t}=r,{dy:n,y:o}=e,s=S().getBool("WEBGL_PACK_BINARY_OPERATIONS")?new Et(mL,n.shape,o.shape):new yt(dL,n.shape,o.shape);return t.runWebGLProgram(s,[n,o],n.dtype)},_k={kernelName:ea,backendName:"webgl",kernelFunc:fL};var hL=`
  return vec4(equal(a, b));
`,gL="return float(a == b);",xL=ce({opSnippet:gL,packedOpSnippet:hL,dtype:"bool",cpuKernelImpl:s_}),kk={kernelName:ko,backendName:"webgl",kernelFunc:xL};var bL=`
  // Error function is calculated approximately with elementary function.
  // See "Handbook of Mathematical Functions with Formulas,
  // Graphs, and Mathematical Tables", Abramowitz and Stegun.
  float p = ${w.ERF_P};
  float a1 = ${w.ERF_A1};
  float a2 = ${w.ERF_A2};
  float a3 = ${w.ERF_A3};
  float a4 = ${w.ERF_A4};
  float a5 = ${w.ERF_A5};

  float sign = sign(x);
  x = abs(x);
  float t = 1.0 / (1.0 + p * x);
  return sign * (1.0 - (((((a5*t + a4)*t) + a3)*t + a2)*t + a1)*t*exp(-x*x));
`,yL=H({opSnippet:bL}),Tk={kernelName:"Erf",backendName:"webgl",kernelFunc:yL};var wL=zt+`
  return exp(x);
`,CL=`
  vec4 result = exp(x);
  bvec4 isNaN = isnan(x);
  result.r = isNaN.r ? x.r : result.r;
  result.g = isNaN.g ? x.g : result.g;
  result.b = isNaN.b ? x.b : result.b;
  result.a = isNaN.a ? x.a : result.a;

  return result;
`,nx=H({opSnippet:wL,packedOpSnippet:CL,cpuKernelImpl:a_,dtype:"float32"}),Ek={kernelName:"Exp",backendName:"webgl",kernelFunc:nx};function lp(r){let{inputs:e,attrs:t,backend:n}=r,{dim:o}=t,{input:s}=e,i=s.shape.length,u=s.shape.slice(),l=o;return o<0&&(b.assert(-(i+1)<=o,()=>`Axis must be in the interval [${-(i+1)}, ${i}]`),l=i+o+1),u.splice(l,0,1),M({inputs:{x:s},backend:n,attrs:{shape:u}})}var Rk={kernelName:To,backendName:"webgl",kernelFunc:lp};var Nk="return exp(x) - 1.0;",IL=H({opSnippet:Nk,packedOpSnippet:Nk,cpuKernelImpl:i_}),Ak={kernelName:Eo,backendName:"webgl",kernelFunc:IL};var gi=class{constructor(e,t,n){this.variableNames=["real","imag"];let o=t[1];this.outputShape=t;let s=n?`2.0 * ${Math.PI}`:`-2.0 * ${Math.PI}`,i=n?`${o}.0`:"1.0",u;if(e==="real")u="return real * expR - imag * expI;";else if(e==="imag")u="return real * expI + imag * expR;";else throw new Error(`FFT component must be either "real" or "imag", got ${e}.`);this.userCode=`
      const float exponentMultiplier = ${s};

      float unaryOpComplex(float real, float expR, float imag, float expI) {
        ${u}
      }

      float mulMatDFT(int batch, int index) {
        float indexRatio = float(index) / float(${o});
        float exponentMultiplierTimesIndexRatio =
            exponentMultiplier * indexRatio;

        float result = 0.0;

        for (int i = 0; i < ${o}; i++) {
          // x = (-2|2 * PI / N) * index * i;
          float x = exponentMultiplierTimesIndexRatio * float(i);
          float expR = cos(x);
          float expI = sin(x);
          float real = getReal(batch, i);
          float imag = getImag(batch, i);

          result +=
              unaryOpComplex(real, expR, imag, expI) / ${i};
        }

        return result;
      }

      void main() {
        ivec2 coords = getOutputCoords();
        setOutput(mulMatDFT(coords[0], coords[1]));
      }
    `}};function cp(r,e,t){let n=t.texData.get(r.dataId),o=b.sizeFromShape(r.shape),s=r.shape[r.shape.length-1],i=o/s,u=M({inputs:{x:r},backend:t,attrs:{shape:[i,s]}}),l=u.shape,a=new gi("real",l,e),c=new gi("imag",l,e),p=[{dataId:n.complexTensorInfos.real.dataId,dtype:n.complexTensorInfos.real.dtype,shape:l},{dataId:n.complexTensorInfos.imag.dataId,dtype:n.complexTensorInfos.imag.dtype,shape:l}],d=t.runWebGLProgram(a,p,"float32"),m=t.runWebGLProgram(c,p,"float32"),f=wt({inputs:{real:d,imag:m},backend:t});t.disposeIntermediateTensorInfo(d),t.disposeIntermediateTensorInfo(m);let h=M({inputs:{x:f},backend:t,attrs:{shape:r.shape}});return t.disposeIntermediateTensorInfo(u),t.disposeIntermediateTensorInfo(f),h}function SL(r){let{inputs:e,backend:t}=r,{input:n}=e;return cp(n,!1,t)}var $k={kernelName:"FFT",backendName:"webgl",kernelFunc:SL};var pp=class{constructor(e,t){this.outputShape=[],this.customUniforms=[{name:"value",type:"float"}],this.variableNames=["x"],this.outputShape=e,this.userCode=`
      void main() {
        // Input can be obtained from uniform value.
        setOutput(value);
      }
    `}};function $r(r){let{backend:e,attrs:t}=r,{shape:n,value:o}=t,{dtype:s}=t;if(s=s||b.inferDtype(o),s==="string"){let i=b.getArrayFromDType(s,b.sizeFromShape(n));return i.fill(o),e.makeTensorInfo(n,s,i)}else{let i=new pp(n,o),u=[[o]];return e.runWebGLProgram(i,[],s,u)}}var Fk={kernelName:Ro,backendName:"webgl",kernelFunc:$r};var dp=class{constructor(e){this.variableNames=["Image"],this.outputShape=[];let t=e[2];this.outputShape=e,this.userCode=`
        void main() {
          ivec4 coords = getOutputCoords();
          int x = coords[2];

          int coordX = ${t} - x - 1;
          float outputValue;
          if(coordX >= 0 && coordX < ${t}) {
            outputValue = getImage(coords[0], coords[1], coordX, coords[3]);
          } else {
            outputValue = getImage(coords[0], coords[1], coords[2], coords[3]);
          }
          setOutput(outputValue);
        }
    `}};var Dk={kernelName:In,backendName:"webgl",kernelFunc:({inputs:r,backend:e})=>{let{image:t}=r,n=e,o=new dp(t.shape);return n.runWebGLProgram(o,[t],t.dtype)}};var Mk="return floor(x);",_L=H({opSnippet:Mk,packedOpSnippet:Mk,cpuKernelImpl:u_}),Pk={kernelName:No,backendName:"webgl",kernelFunc:_L};var kL=`
  float s = sign(a) * sign(b);
  int ia = round(a);
  int ib = round(b);
  if (ib != 0) {
    // Windows (D3D) wants guaranteed non-zero int division at compile-time.
    return float(idiv(ia, ib, s));
  } else {
    return NAN;
  }
`,TL=`
  ivec4 ia = round(a);
  ivec4 ib = round(b);
  bvec4 cond = notEqual(ib, ivec4(0));
  ivec4 result = ivec4(0);
  vec4 s = sign(a) * sign(b);

  // Windows (D3D) wants guaranteed non-zero int division at compile-time.
  if (cond[0]) {
    result[0] = idiv(ia[0], ib[0], s[0]);
  }
  if (cond[1]) {
    result[1] = idiv(ia[1], ib[1], s[1]);
  }
  if (cond[2]) {
    result[2] = idiv(ia[2], ib[2], s[2]);
  }
  if (cond[3]) {
    result[3] = idiv(ia[3], ib[3], s[3]);
  }
  return vec4(result);
`,EL=ce({opSnippet:kL,packedOpSnippet:TL,dtype:"int32"}),Ok={kernelName:Ur,backendName:"webgl",kernelFunc:EL};var mp=class{constructor(e){this.variableNames=["A"];let t=Ie(),[n,o]=e;this.outputShape=e,this.userCode=`
      void main() {
        ivec3 coords = getOutputCoords();
        int texR = coords[0];
        int texC = coords[1];
        int depth = coords[2];
        vec2 uv = (vec2(texC, texR) + halfCR) / vec2(${o}.0, ${n}.0);

        vec4 values = ${t.texture2D}(A, uv);
        float value;
        if (depth == 0) {
          value = values.r;
        } else if (depth == 1) {
          value = values.g;
        } else if (depth == 2) {
          value = values.b;
        } else if (depth == 3) {
          value = values.a;
        }

        setOutput(floor(value * 255.0 + 0.5));
      }
    `}};var fp=class{constructor(e){this.variableNames=["A"],this.packedInputs=!1,this.packedOutput=!0;let t=Ie(),[n,o]=e;this.outputShape=e,this.userCode=`
      void main() {
        ivec3 coords = getOutputCoords();
        int texR = coords[0];
        int texC = coords[1];
        int depth = coords[2];

        vec4 result = vec4(0.);

        for(int row=0; row<=1; row++) {
          for(int col=0; col<=1; col++) {
            texC = coords[1] + row;
            depth = coords[2] + col;

            vec2 uv = (vec2(texC, texR) + halfCR) /
                       vec2(${o}.0, ${n}.0);
            vec4 values = ${t.texture2D}(A, uv);
            float value;
            if (depth == 0) {
              value = values.r;
            } else if (depth == 1) {
              value = values.g;
            } else if (depth == 2) {
              value = values.b;
            } else if (depth == 3) {
              value = values.a;
            }

            result[row * 2 + col] = floor(value * 255.0 + 0.5);
          }
        }

        ${t.output} = result;
      }
    `}};var Bk={kernelName:rb,backendName:"webgl",kernelFunc:RL},Rs,ox=S().getBool("CANVAS2D_WILL_READ_FREQUENTLY_FOR_GPU");function RL(r){let{inputs:e,backend:t,attrs:n}=r,{pixels:o}=e,{numChannels:s}=n,i=typeof HTMLVideoElement<"u"&&o instanceof HTMLVideoElement,u=typeof HTMLImageElement<"u"&&o instanceof HTMLImageElement,[l,a]=i?[o.videoWidth,o.videoHeight]:[o.width,o.height],c=[a,l],p=[a,l,s];if(u||i){let h=S().getBool("CANVAS2D_WILL_READ_FREQUENTLY_FOR_GPU");(Rs==null||h!==ox)&&(ox=h,Rs=document.createElement("canvas").getContext("2d",{willReadFrequently:ox})),Rs.canvas.width=l,Rs.canvas.height=a,Rs.drawImage(o,0,0,l,a),o=Rs.canvas}let d=t.makeTensorInfo(c,"int32");t.texData.get(d.dataId).usage=Ye.PIXELS,t.gpgpu.uploadPixelDataToTexture(t.getTexture(d.dataId),o);let m=S().getBool("WEBGL_PACK")?new fp(p):new mp(p),f=t.runWebGLProgram(m,[d],"int32");return t.disposeData(d.dataId),f}function NL(r){let{inputs:e,backend:t,attrs:n}=r,{x:o,filter:s,bias:i,preluActivationWeights:u}=e,{strides:l,pad:a,dataFormat:c,dilations:p,dimRoundingMode:d,activation:m,leakyreluAlpha:f}=n,h=w.convertConv2DDataFormat(c),g=w.computeConv2DInfo(o.shape,s.shape,l,p,a,d,!1,h),x,y=[],C=i!=null,I=u!=null,_=m==="leakyrelu",A=()=>{let F=[o,s],O=(B,q)=>{if(q==="NCHW"&&B.shape.length===1&&B.shape[0]!==1){let j=M({inputs:{x:B},backend:t,attrs:{shape:[B.shape[0],1,1]}});return y.push(j),j}return B};if(C&&F.push(O(i,c)),I&&F.push(O(u,c)),_){let B=t.makeTensorInfo([],"float32",b.createScalarValue(f,"float32"));F.push(B),y.push(B)}return F};if(g.filterHeight===1&&g.filterWidth===1&&g.dilationHeight===1&&g.dilationWidth===1&&g.strideHeight===1&&g.strideWidth===1&&(g.padInfo.type==="SAME"||g.padInfo.type==="VALID"))x=Xc({x:o,filter:s,convInfo:g,backend:t,bias:i,activation:m,preluActivationWeights:u,leakyreluAlpha:f});else if(g.strideWidth<=2&&h==="channelsLast"&&S().getBool("WEBGL_EXP_CONV")){let F=m?Nr(m,!0):null,O=new ks(g,C,F,I,_),B=[[g.padInfo.top,g.padInfo.left],[g.strideHeight,g.strideWidth],[g.dilationHeight,g.dilationWidth],[g.inHeight,g.inWidth]],q=A();x=t.runWebGLProgram(O,q,"float32",B)}else if(S().getBool("WEBGL_CONV_IM2COL"))x=Yc({x:o,filter:s,convInfo:g,backend:t,bias:i,activation:m,preluActivationWeights:u,leakyreluAlpha:f});else{let F=m?Nr(m,!1):null,O=new _s(g,C,F,I,_),B=A();x=t.runWebGLProgram(O,B,"float32")}let N=M({inputs:{x},backend:t,attrs:{shape:g.outShape}});return y.push(x),y.forEach(F=>t.disposeIntermediateTensorInfo(F)),N}var Lk={kernelName:Ia,backendName:"webgl",kernelFunc:NL};function AL(r){let{inputs:e,backend:t,attrs:n}=r,{x:o,filter:s,bias:i,preluActivationWeights:u}=e,{strides:l,pad:a,dilations:c,dimRoundingMode:p,activation:d,leakyreluAlpha:m}=n,f=[],h=c;h==null&&(h=[1,1]),b.assert(w.eitherStridesOrDilationsAreOne(l,h),()=>`Error in depthwiseConv2d: Either strides or dilations must be 1. Got strides ${l} and dilations '${h}'`);let g=w.computeConv2DInfo(o.shape,s.shape,l,h,a,p,!0),x=S().getBool("WEBGL_PACK_DEPTHWISECONV")&&g.strideWidth<=2&&g.outChannels/g.inChannels===1,y=d?Nr(d,x):null,C=[o,s],I=i!=null,_=u!=null,A=d==="leakyrelu";if(I&&C.push(i),_&&C.push(u),A){let B=t.makeTensorInfo([],"float32",b.createScalarValue(m,"float32"));C.push(B),f.push(B)}let N;x?N=new Es(g,I,y,_,A):N=new Ts(g,I,y,_,A);let F=[[g.padInfo.top,g.padInfo.left],[g.strideHeight,g.strideWidth],[g.dilationHeight,g.dilationWidth],[g.inHeight,g.inWidth]],O=t.runWebGLProgram(N,C,"float32",F);return f.forEach(B=>t.disposeIntermediateTensorInfo(B)),O}var Uk={kernelName:va,backendName:"webgl",kernelFunc:AL};var hp=class{constructor(e,t,n,o){this.sliceDim=e,this.strides=t,this.paramsShape=o,this.variableNames=["x","indices"],this.outputShape=n;let s=ee(n.length),i=`
    int index;`;for(let u=0;u<this.sliceDim;u++)i+=`
          index = round(getIndices(coords[0], ${u}));
          out_of_bounds = out_of_bounds || index < 0;
          out_of_bounds = out_of_bounds || index >= ${this.paramsShape[u]};
          flattenIndex += index * ${this.strides[u]};`;this.userCode=`
         void main() {
          ${s} coords = getOutputCoords();
          int flattenIndex = 0;
          bool out_of_bounds = false;

          ${i}

          setOutput(out_of_bounds ? 0.0 : getX(flattenIndex, coords[1]));
        }
      `}};function $L(r){let{inputs:e,backend:t}=r,{params:n,indices:o}=e,s=o.shape,i=s[s.length-1],u=b.sizeFromShape(n.shape),[l,a,c,p]=w.prepareAndValidate(n,o),d=M({inputs:{x:o},backend:t,attrs:{shape:[a,i]}}),m=M({inputs:{x:n},backend:t,attrs:{shape:[b.sizeFromShape(n.shape)/c,c]}});if(t.shouldExecuteOnCPU([n,o])||n.dtype==="string"){let x=t.readSync(o.dataId),y=t.bufferSync(n),C=l_(x,y,n.dtype,a,i,c,p,n.shape,u);return t.makeTensorInfo(l,n.dtype,C.values)}let f=new hp(i,p,[a,c],n.shape),h=t.runWebGLProgram(f,[m,d],m.dtype),g=M({inputs:{x:h},backend:t,attrs:{shape:l}});return t.disposeIntermediateTensorInfo(d),t.disposeIntermediateTensorInfo(m),t.disposeIntermediateTensorInfo(h),g}var Wk={kernelName:ra,backendName:"webgl",kernelFunc:$L};var gp=class{constructor(e,t){this.variableNames=["A","indices"],this.outputShape=t,this.rank=t.length;let n=ee(this.rank),o=FL(e,2);this.userCode=`
      void main() {
        ${n} resRC = getOutputCoords();
        int index = int(getIndices(resRC.x, resRC.z));
        float inBounds = (index >= 0) && (index < ${e[2]}) ? 1.0 : 0.0;
        setOutput(inBounds * getA(${o}));
      }
    `}};function FL(r,e){let t=["resRC.x","resRC.y","resRC.z","resRC.w"],n=[];for(let o=0;o<r.length;o++)o===2?n.push("index"):n.push(`${t[o]}`);return n.join()}function sx(r){let{inputs:e,backend:t,attrs:n}=r,{x:o,indices:s}=e,{axis:i,batchDims:u}=n,l=b.parseAxisParam(i,o.shape)[0];if(S().get("DEBUG")){let y=t.readSync(s.dataId),C=o.shape[l];for(let I=0;I<y.length;++I){let _=y[I];b.assert(_<=C-1&&_>=0,()=>`GatherV2: the index value ${_} is not in [0, ${C-1}]`)}}let a=w.segment_util.collectGatherOpShapeInfo(o,s,l,u),c=b.sizeFromShape(s.shape),p=[],d=M({inputs:{x:o},backend:t,attrs:{shape:[a.batchSize,a.outerSize,a.dimSize,a.sliceSize]}}),m=M({inputs:{x:s},backend:t,attrs:{shape:[a.batchSize,c/a.batchSize]}});p.push(d),p.push(m);let f=[a.batchSize,a.outerSize,c/a.batchSize,a.sliceSize];if(t.shouldExecuteOnCPU([o,s])||o.dtype==="string"){let y=t.bufferSync(m),C=t.bufferSync(d),I=c_(C,y,f);return p.forEach(_=>t.disposeIntermediateTensorInfo(_)),t.makeTensorInfo(a.outputShape,I.dtype,I.values)}let h=new gp(d.shape,f),g=t.runWebGLProgram(h,[d,m],d.dtype);p.push(g);let x=M({inputs:{x:g},backend:t,attrs:{shape:a.outputShape}});return p.forEach(y=>t.disposeIntermediateTensorInfo(y)),x}var Vk={kernelName:Nu,backendName:"webgl",kernelFunc:sx};var DL="return float(a > b);",ML=`
  return vec4(greaterThan(a, b));
`,PL=ce({opSnippet:DL,packedOpSnippet:ML,cpuKernelImpl:p_,dtype:"bool"}),Gk={kernelName:Wr,backendName:"webgl",kernelFunc:PL};var OL="return float(a >= b);",BL=`
  return vec4(greaterThanEqual(a, b));
`,LL=ce({opSnippet:OL,packedOpSnippet:BL,dtype:"bool",cpuKernelImpl:d_}),zk={kernelName:Ao,backendName:"webgl",kernelFunc:LL};function UL(r){let{inputs:e,backend:t}=r,{input:n}=e;return cp(n,!0,t)}var Hk={kernelName:Yx,backendName:"webgl",kernelFunc:UL};var WL="return float(!isnan(x) && !isinf(x));",VL=H({opSnippet:WL,dtype:"bool"}),qk={kernelName:$u,backendName:"webgl",kernelFunc:VL};var GL="return float(isinf(x));",zL=H({opSnippet:GL,dtype:"bool"}),Kk={kernelName:Fu,backendName:"webgl",kernelFunc:zL};var HL="return float(isnan(x));",qL=H({opSnippet:HL,dtype:"bool"}),jk={kernelName:Du,backendName:"webgl",kernelFunc:qL};var KL="return float(a < b);",jL=`
  return vec4(lessThan(a, b));
`,XL=ce({opSnippet:KL,packedOpSnippet:jL,cpuKernelImpl:m_,dtype:"bool"}),Xk={kernelName:$o,backendName:"webgl",kernelFunc:XL};var YL="return float(a <= b);",QL=`
  return vec4(lessThanEqual(a, b));
`,ZL=ce({opSnippet:YL,packedOpSnippet:QL,cpuKernelImpl:f_,dtype:"bool"}),Yk={kernelName:Vr,backendName:"webgl",kernelFunc:ZL};function JL(r){let{backend:e,attrs:t}=r,{start:n,stop:o,num:s}=t,i=h_(n,o,s);return e.makeTensorInfo([i.length],"float32",i)}var Qk={kernelName:na,backendName:"webgl",kernelFunc:JL};var e3=zt+`
  return x < 0.0 ? 0./0. : log(x);
`,t3=`
  vec4 result = log(x);
  bvec4 isNaN = isnan(x);
  result.r = isNaN.r ? x.r : (x.r < 0.0 ? 0./0. : result.r);
  result.g = isNaN.g ? x.g : (x.g < 0.0 ? 0./0. : result.g);
  result.b = isNaN.b ? x.b : (x.b < 0.0 ? 0./0. : result.b);
  result.a = isNaN.a ? x.a : (x.a < 0.0 ? 0./0. : result.a);
  return result;
`,r3=H({opSnippet:e3,packedOpSnippet:t3,cpuKernelImpl:g_}),Zk={kernelName:"Log",backendName:"webgl",kernelFunc:r3};var n3=zt+`
  return log(1.0 + x);
`,o3=H({opSnippet:n3}),Jk={kernelName:Mu,backendName:"webgl",kernelFunc:o3};var s3="return float(a >= 1.0 && b >= 1.0);",a3=`
  return vec4(
    vec4(greaterThanEqual(a, vec4(1.0))) *
    vec4(greaterThanEqual(b, vec4(1.0))));
`,i3=ce({opSnippet:s3,packedOpSnippet:a3,dtype:"bool"}),eT={kernelName:Pu,backendName:"webgl",kernelFunc:i3};var u3="return float(!(x >= 1.0));",l3=H({opSnippet:u3}),tT={kernelName:Ou,backendName:"webgl",kernelFunc:l3};var c3="return float(a >= 1.0 || b >= 1.0);",p3=`
  return min(
    vec4(greaterThanEqual(a, vec4(1.0))) +
    vec4(greaterThanEqual(b, vec4(1.0))),
    vec4(1.0));
`,d3=ce({opSnippet:c3,packedOpSnippet:p3,dtype:"bool"}),rT={kernelName:Bu,backendName:"webgl",kernelFunc:d3};var xp=class{constructor(e,t,n,o,s){this.variableNames=["x"],this.outputShape=[];let i=t,u=e[3]-1;this.outputShape=e;let l,a=`float(${n}) + float(${o}) * sum`;s===.5?l=`inversesqrt(${a})`:s===1?l=`1.0/(${a})`:l=`exp(log(${a}) * float(-${s}));`,this.userCode=`
      void main() {
        ivec4 coords = getOutputCoords();
        int b = coords[0];
        int r = coords[1];
        int c = coords[2];
        int d = coords[3];
        float x = getX(b, r, c, d);
        float sum = 0.0;
        for (int j = -${i}; j <= ${i}; j++) {
          int idx = d + j;
          if (idx >= 0 && idx <=  ${u}) {
            float z = getX(b, r, c, idx);
            sum += z * z;
          }
        }
        float val = x * ${l};
        setOutput(val);
      }
    `}};var bp=class{constructor(e,t,n,o,s){this.variableNames=["x"],this.outputShape=[],this.packedInputs=!0,this.packedOutput=!0;let i=t,u=e[3]-1;this.outputShape=e;let l,a=`float(${n}) + float(${o}) * sum`;s===.5?l=`inversesqrt(${a})`:s===1?l=`1.0/(${a})`:l=`exp(log(${a}) * float(-${s}));`,this.userCode=`
      void main() {
        ivec4 coords = getOutputCoords();
        int b = coords.x;
        int r = coords.y;
        int c = coords.z;
        int d = coords.w;

        bool hasNextCol = d < ${this.outputShape[3]};
        bool hasNextRow = c < ${this.outputShape[2]};

        vec4 sum = vec4(0.);
        vec4 xFragAtOutputCoords = getX(b, r, c, d);

        vec4 xAtOutputCoords = vec4(
          getChannel(xFragAtOutputCoords, vec2(c, d)),
          hasNextCol ?
            getChannel(xFragAtOutputCoords, vec2(c, d + 1)) : 0.0,
          hasNextRow ?
            getChannel(xFragAtOutputCoords , vec2(c + 1, d)) : 0.0,
          (hasNextRow && hasNextCol) ?
            getChannel(xFragAtOutputCoords, vec2(c + 1, d + 1)) : 0.0
        );

        int firstChannel = d - ${i};
        vec2 cache = vec2(0.);
        if(firstChannel >= 0){
          vec4 firstChannelFrag = getX(b, r, c, firstChannel);
          cache.x = getChannel(firstChannelFrag, vec2(c, firstChannel));
            if(hasNextRow){
              cache.y = getChannel(firstChannelFrag, vec2(c + 1, firstChannel));
            }
        }

        ivec2 depth = ivec2(d, d + 1);
        for (int j = - ${i}; j <= ${i}; j++) {
          ivec2 idx = depth + j;
          bvec2 aboveLowerBound = greaterThanEqual(idx, ivec2(0));
          bvec2 belowUpperBound = lessThanEqual(idx, ivec2(${u}));

          bool depthInRange = aboveLowerBound.x && belowUpperBound.x;
          bool depthPlusOneInRange = aboveLowerBound.y && belowUpperBound.y;

          if(depthInRange || depthPlusOneInRange){
            vec4 z = vec4(0.);
            vec4 xFragAtCurrentDepth;
            z.xz = cache.xy;
            if(depthPlusOneInRange && hasNextCol){
              xFragAtCurrentDepth = idx.y != d ?
                getX(b, r, c, idx.y) : xFragAtOutputCoords;
              z.y = getChannel(xFragAtCurrentDepth, vec2(c, idx.y));
              if(hasNextRow){
                z.w = getChannel(xFragAtCurrentDepth, vec2(c + 1, idx.y));
              }
            }
            cache.xy = z.yw;
            sum += z * z;
          }
        }
        vec4 result = xAtOutputCoords * ${l};
        setOutput(result);
      }
    `}};var m3=r=>{let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{depthRadius:s,bias:i,alpha:u,beta:l}=n,a=S().getBool("WEBGL_PACK_NORMALIZATION")?new bp(o.shape,s,i,u,l):new xp(o.shape,s,i,u,l);return t.runWebGLProgram(a,[o],o.dtype)},nT={kernelName:"LRN",backendName:"webgl",kernelFunc:m3};var yp=class{constructor(e,t,n,o,s){this.variableNames=["inputImage","outputImage","dy"],this.outputShape=[],this.outputShape=e,this.depth=e[3],this.depthRadius=t,this.bias=n,this.alpha=o,this.beta=s,this.userCode=`
      void main() {
        ivec4 coords = getOutputCoords();
        int b = coords[0];
        int r = coords[1];
        int c = coords[2];

        float result = 0.0;
        for (int d = 0; d < ${this.depth}; ++d) {
          int depthBegin = int(max(0.0, float(d - ${t})));
          int depthEnd = int(min(float(${this.depth}),
              float(d + ${t} + 1)));

          const int MIN_DEPTH_BEGIN = 0;
          const int MAX_DEPTH_END = ${this.depth};

          float norm = 0.0;
          for (int k = MIN_DEPTH_BEGIN; k < MAX_DEPTH_END; ++k) {
            if (k < depthBegin){
              continue;
            }
            else if (k >= depthBegin && k < depthEnd) {
              norm += getInputImage(b, r, c, k) * getInputImage(b, r, c, k);
            }
            else {
              break;
            }
          }

          norm = float(${o}) * norm + float(${n});

          for(int k = MIN_DEPTH_BEGIN; k < MAX_DEPTH_END; ++k){
            if (k < depthBegin){
              continue;
            }
            else if (k >= depthBegin && k < depthEnd){
              float dyi = -2.0 * float(${o})
                * float(${s})
                * getInputImage(b, r, c, k) * getOutputImage(b, r, c, d)
                / norm;
              if (k == d) {
                dyi += pow(norm, -1.0 * ${s});
              }
              if (k == coords[3]) {
                dyi *= getDy(b, r, c, d);
                result += dyi;
              }
            }
            else {
              break;
            }
          }
      }
      setOutput(result);
      }
    `}};var f3=r=>{let{inputs:e,backend:t,attrs:n}=r,{x:o,y:s,dy:i}=e,{depthRadius:u,bias:l,alpha:a,beta:c}=n,p=new yp(o.shape,u,l,a,c);return t.runWebGLProgram(p,[o,s,i],o.dtype)},oT={kernelName:oa,backendName:"webgl",kernelFunc:f3};function sT(r,e,t,n){let o=b.sizeFromShape(e),i=b.sizeFromShape(r.shape)/o,u=M({inputs:{x:r},attrs:{shape:[i,o]},backend:n}),l=Nt(u,r.dtype,"max",n),a=M({inputs:{x:l},attrs:{shape:t},backend:n});return n.disposeIntermediateTensorInfo(u),n.disposeIntermediateTensorInfo(l),a}function ax(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{reductionIndices:s,keepDims:i}=n,u=o.shape.length,l=b.parseAxisParam(s,o.shape),a=l,c=w.getAxesPermutation(a,u),p=c!=null,d=t.shouldExecuteOnCPU([o]),m=o;if(p){if(d){let C=t.texData.get(m.dataId).values,I=new Array(u);for(let N=0;N<I.length;N++)I[N]=o.shape[c[N]];let _=Qn(C,o.shape,o.dtype,c,I);m=t.makeTensorInfo(I,o.dtype);let A=t.texData.get(m.dataId);A.values=_}else m=nn(o,c,t);a=w.getInnerMostAxes(a.length,u)}w.assertAxesAreInnerMostDims("max",a,u);let[f,h]=w.computeOutAndReduceShapes(m.shape,a),g=f;i&&(g=w.expandShapeToKeepDim(f,l));let x;if(d){let C=t.texData.get(m.dataId).values,I=x_(C,b.sizeFromShape(h),g,o.dtype);x=t.makeTensorInfo(g,o.dtype);let _=t.texData.get(x.dataId);_.values=I}else x=sT(m,h,g,t);return p&&t.disposeIntermediateTensorInfo(m),x}var aT={kernelName:"Max",backendName:"webgl",kernelFunc:ax};var h3=Is+`
  return max(a, b);
`,g3=`
  vec4 result = vec4(max(a, b));
  bvec4 isNaNA = isnan(a);
  bvec4 isNaNB = isnan(b);
  bvec4 isNaN = bvec4(isNaNA.x || isNaNB.x, isNaNA.y || isNaNB.y, isNaNA.z || isNaNB.z, isNaNA.w || isNaNB.w);
  `+Rt+`
  return result;
`,x3=ce({opSnippet:h3,packedOpSnippet:g3,cpuKernelImpl:b_}),iT={kernelName:Gr,backendName:"webgl",kernelFunc:x3};function b3(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e;cr(o,"maxPool");let{filterSize:s,strides:i,pad:u,dimRoundingMode:l}=n,a=1;b.assert(w.eitherStridesOrDilationsAreOne(i,a),()=>`Error in maxPool: Either strides or dilations must be 1. Got strides ${i} and dilations '${a}'`);let c=w.computePool2DInfo(o.shape,s,i,a,u,l);if(c.filterWidth===1&&c.filterHeight===1&&b.arraysEqual(c.inShape,c.outShape))return Ne({inputs:{x:o},backend:t});let p=new er(c,"max",!1);return t.runWebGLProgram(p,[o],o.dtype)}var uT={kernelName:sa,backendName:"webgl",kernelFunc:b3};function y3(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{filterSize:s,strides:i,pad:u,dataFormat:l,dimRoundingMode:a}=n,c=[1,1,1],p=w.computePool3DInfo(o.shape,s,i,c,u,a,l),d=new on(p,"max",!1);return t.runWebGLProgram(d,[o],o.dtype)}var lT={kernelName:Uu,backendName:"webgl",kernelFunc:y3};var wp=class{constructor(e){this.variableNames=["dy","maxPos"],this.outputShape=e.inShape;let t=e.strideHeight,n=e.strideWidth,o=e.dilationHeight,s=e.effectiveFilterHeight,i=e.effectiveFilterWidth,u=s-1-e.padInfo.top,l=i-1-e.padInfo.left,a=s*i-1;this.userCode=`
      const ivec2 pads = ivec2(${u}, ${l});

      void main() {
        ivec4 coords = getOutputCoords();
        int b = coords[0];
        int d = coords[3];

        ivec2 dyRCCorner = coords.yz - pads;
        int dyRCorner = dyRCCorner.x;
        int dyCCorner = dyRCCorner.y;

        // Convolve dy(?, ?, d) with pos mask(:, :, d) to get dx(xR, xC, d).
        // ? = to be determined. : = across all values in that axis.
        float dotProd = 0.0;
        for (int wR = 0; wR < ${s};
          wR += ${o}) {
          float dyR = float(dyRCorner + wR) / ${t}.0;

          if (dyR < 0.0 || dyR >= ${e.outHeight}.0 || fract(dyR) > 0.0) {
            continue;
          }
          int idyR = int(dyR);

          for (int wC = 0; wC < ${i}; wC++) {
            float dyC = float(dyCCorner + wC) / ${n}.0;

            if (dyC < 0.0 || dyC >= ${e.outWidth}.0 ||
                fract(dyC) > 0.0) {
              continue;
            }
            int idyC = int(dyC);

            float dyValue = getDy(b, idyR, idyC, d);
            int maxPosValue = ${a} - int(getMaxPos(b, idyR, idyC, d));

            // Get the current value, check it against the value from the
            // position matrix.
            int curPosValue = wR * ${i} + wC;
            float mask = float(maxPosValue == curPosValue ? 1.0 : 0.0);

            dotProd += dyValue * mask;
          }
        }
        setOutput(dotProd);
      }
    `}},Cp=class{constructor(e){this.variableNames=["dy","maxPos"],this.outputShape=e.inShape;let t=e.strideDepth,n=e.strideHeight,o=e.strideWidth,s=e.dilationDepth,i=e.dilationHeight,u=e.dilationWidth,l=e.effectiveFilterDepth,a=e.effectiveFilterHeight,c=e.effectiveFilterWidth,p=l-1-e.padInfo.front,d=a-1-e.padInfo.top,m=c-1-e.padInfo.left,f=l*a*c-1;this.userCode=`
      const ivec3 pads = ivec3(${p}, ${d}, ${m});

      void main() {
        ivec5 coords = getOutputCoords();
        int batch = coords.x;
        int ch = coords.u;

        ivec3 dyCorner = ivec3(coords.y, coords.z, coords.w) - pads;
        int dyDCorner = dyCorner.x;
        int dyRCorner = dyCorner.y;
        int dyCCorner = dyCorner.z;

        // Convolve dy(?, ?, ?, ch) with pos mask(:, :, :, d) to get
        // dx(xD, xR, xC, ch).
        // ? = to be determined. : = across all values in that axis.
        float dotProd = 0.0;

        for (int wD = 0; wD < ${l};
           wD += ${s}) {
          float dyD = float(dyDCorner + wD) / ${t}.0;

          if (dyD < 0.0 || dyD >= ${e.outDepth}.0 || fract(dyD) > 0.0) {
            continue;
          }
          int idyD = int(dyD);

          for (int wR = 0; wR < ${a};
              wR += ${i}) {
            float dyR = float(dyRCorner + wR) / ${n}.0;

            if (dyR < 0.0 || dyR >= ${e.outHeight}.0 ||
                fract(dyR) > 0.0) {
              continue;
            }
            int idyR = int(dyR);

            for (int wC = 0; wC < ${c};
                wC += ${u}) {
              float dyC = float(dyCCorner + wC) / ${o}.0;

              if (dyC < 0.0 || dyC >= ${e.outWidth}.0 ||
                  fract(dyC) > 0.0) {
                continue;
              }
              int idyC = int(dyC);

              float dyValue = getDy(batch, idyD, idyR, idyC, ch);
              int maxPosValue = ${f} -
                  int(getMaxPos(batch, idyD, idyR, idyC, ch));

              // Get the current value, check it against the value from the
              // position matrix.
              int curPosValue =
                  wD * ${a} * ${c} +
                  wR * ${c} + wC;
              float mask = float(maxPosValue == curPosValue ? 1.0 : 0.0);

              dotProd += dyValue * mask;
            }
          }
        }
        setOutput(dotProd);
      }
    `}};function w3(r){let{inputs:e,backend:t,attrs:n}=r,{dy:o,input:s}=e,i=s,{filterSize:u,strides:l,pad:a,dimRoundingMode:c}=n,p=[1,1,1],d=w.computePool3DInfo(i.shape,u,l,p,a,c),m=new on(d,"max",!0),f=t.runWebGLProgram(m,[i],i.dtype),h=new Cp(d),g=t.runWebGLProgram(h,[o,f],i.dtype);return t.disposeIntermediateTensorInfo(f),g}var cT={kernelName:Wu,backendName:"webgl",kernelFunc:w3};function C3(r){let{inputs:e,backend:t,attrs:n}=r,{dy:o,input:s,output:i}=e,u=s;cr([s,i],"maxPoolGrad");let{filterSize:l,strides:a,pad:c,dimRoundingMode:p}=n,d=w.computePool2DInfo(u.shape,l,a,1,c,p),m=!0,f=new er(d,"max",m),h=t.runWebGLProgram(f,[u],u.dtype),g=new wp(d),x=t.runWebGLProgram(g,[o,h],u.dtype);return t.disposeIntermediateTensorInfo(h),x}var pT={kernelName:Lu,backendName:"webgl",kernelFunc:C3};function dT(r,e,t,n){let o=new er(t,"max",!1),s=n.runWebGLProgram(o,[r],"float32");o=new er(t,"max",!0,!0,e);let i=n.runWebGLProgram(o,[r],"float32");return[s,i]}var mT={kernelName:Vu,backendName:"webgl",kernelFunc:({inputs:r,attrs:e,backend:t})=>{let{x:n}=r,{filterSize:o,strides:s,pad:i,includeBatchInIndex:u}=e,l=t;b.assert(n.shape.length===4,()=>`Error in maxPool: input must be rank 4 but got rank ${n.shape.length}.`);let a=[1,1];b.assert(w.eitherStridesOrDilationsAreOne(s,a),()=>`Error in maxPool: Either strides or dilations must be 1. Got strides ${s} and dilations '${a}'`);let c=w.computePool2DInfo(n.shape,o,s,a,i),[p,d]=dT(n,u,c,l);return[p,d]}};function fT(r,e,t,n){let o=b.sizeFromShape(e),i=b.sizeFromShape(r.shape)/o,u=M({inputs:{x:r},attrs:{shape:[i,o]},backend:n}),l=Nt(u,"float32","mean",n),a=M({inputs:{x:l},attrs:{shape:t},backend:n});return n.disposeIntermediateTensorInfo(u),n.disposeIntermediateTensorInfo(l),a}var hT={kernelName:Sn,backendName:"webgl",kernelFunc:({inputs:r,attrs:e,backend:t})=>{let{x:n}=r,{keepDims:o,axis:s}=e,i=t,u=n.shape.length,l=b.parseAxisParam(s,n.shape),a=l,c=w.getAxesPermutation(a,u),p=c!=null,d=i.shouldExecuteOnCPU([n]),m=[],f=n;if(p){if(d){let I=i.texData.get(f.dataId).values,_=new Array(u);for(let F=0;F<_.length;F++)_[F]=n.shape[c[F]];let A=Qn(I,n.shape,n.dtype,c,_);f=i.makeTensorInfo(_,n.dtype);let N=i.texData.get(f.dataId);N.values=A}else f=nn(n,c,i);m.push(f),a=w.getInnerMostAxes(a.length,u)}w.assertAxesAreInnerMostDims("sum",a,u);let[h,g]=w.computeOutAndReduceShapes(f.shape,a),x=h;o&&(x=w.expandShapeToKeepDim(h,l));let y=fT(f,g,x,i);for(let C of m)i.disposeIntermediateTensorInfo(C);return y}};function I3(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{axis:s,keepDims:i}=n,u=o.shape.length,l=b.parseAxisParam(s,o.shape),a=l,c=w.getAxesPermutation(a,u),p=o;c!=null&&(p=we({inputs:{x:o},backend:t,attrs:{perm:c}}),a=w.getInnerMostAxes(a.length,o.shape.length)),w.assertAxesAreInnerMostDims("min",a,u);let[d,m]=w.computeOutAndReduceShapes(p.shape,a),f=b.sizeFromShape(m),h=M({inputs:{x:p},backend:t,attrs:{shape:[-1,f]}}),g=Nt(h,h.dtype,"min",t),x;if(i){let y=w.expandShapeToKeepDim(d,l);x=M({inputs:{x:g},backend:t,attrs:{shape:y}})}else x=M({inputs:{x:g},backend:t,attrs:{shape:d}});return t.disposeIntermediateTensorInfo(h),t.disposeIntermediateTensorInfo(g),c!=null&&t.disposeIntermediateTensorInfo(p),x}var gT={kernelName:"Min",backendName:"webgl",kernelFunc:I3};var v3=Is+`
  return min(a, b);
`,S3=`
  vec4 result = vec4(min(a, b));
  bvec4 isNaNA = isnan(a);
  bvec4 isNaNB = isnan(b);
  bvec4 isNaN = bvec4(isNaNA.x || isNaNB.x, isNaNA.y || isNaNB.y, isNaNA.z || isNaNB.z, isNaNA.w || isNaNB.w);
  `+Rt+`
  return result;
`,_3=ce({opSnippet:v3,packedOpSnippet:S3,cpuKernelImpl:y_}),xT={kernelName:Fo,backendName:"webgl",kernelFunc:_3};var Ip=class{constructor(e,t,n){this.variableNames=["x"],this.outputShape=t.map((c,p)=>c[0]+e[p]+c[1]);let o=e.length,s=ee(o),i=t.map(c=>c[0]).join(","),u=t.map((c,p)=>c[0]+e[p]).join(","),l=["coords[0]","coords[1]","coords[2]","coords[3]"].slice(0,o),a=n==="reflect"?0:1;if(o===1){this.userCode=`
        int start = ${i};
        int end = ${u};

        void main() {
          int outC = getOutputCoords();
          if (outC < start) {
            outC = start * 2 - outC - ${a};
          } else if(outC >= end) {
            outC = (end - 1) * 2 - outC + ${a};
          }
          setOutput(getX(outC - start));
        }
      `;return}this.userCode=`
      ${s} start = ${s}(${i});
      ${s} end = ${s}(${u});

      void main() {
        ${s} outC = getOutputCoords();
        for (int i = 0; i < ${o}; i++) {
          if (outC[i] < start[i]) {
            outC[i] = start[i] * 2 - outC[i] - ${a};
          } else if(outC[i] >= end[i]) {
            outC[i] = (end[i] - 1) * 2 - outC[i] + ${a};
          }
        }
        ${s} coords = outC - start;
        setOutput(getX(${l}));
      }
    `}};var vp=class{constructor(e,t,n){this.variableNames=["x"],this.packedInputs=!0,this.packedOutput=!0,this.outputShape=t.map((f,h)=>f[0]+e[h]+f[1]);let o=e.length,s=ee(o),i=t.map(f=>f[0]).join(","),u=t.map((f,h)=>f[0]+e[h]).join(","),l=Re("rc",o),a=Re("source",o),c=`${l[o-1]} < ${this.outputShape[o-1]}`,p=o===1?"source":`vec2(${a.slice(-2).join()})`,d=n==="reflect"?0:1,m="";if(o===1){let f=`
        ${s} source = rc;
        if (source < start) {
          source = start * 2 - source - ${d};
        } else if (source >= end) {
          source = (end - 1) * 2 - source + ${d};
        }
        source -= start;
      `;m=`
        ${s} rc = outputLoc;
        ${f}
        result[0] = getChannel(getX(${a.join()}), ${p});
        ${l[o-1]} += 1;
        if(${c}) {
          ${f}
          result[1] = getChannel(getX(${a.join()}), ${p});
        }
      `}else{let f=`
        ${s} source = rc;
        ${s} lt = ${s}(lessThan(source, start));
        ${s} gte = ${s}(greaterThanEqual(source, end));
        ${s} orig = 1 - (lt + gte);
        source = orig * source +
                lt * (start * 2 - source - ${d}) +
                gte * ((end - 1) * 2 - source + ${d});
        source -= start;
      `;m=`
        ${s} rc = outputLoc;
        ${f}
        result[0] = getChannel(getX(${a.join()}), ${p});
        ${l[o-1]} += 1;
        if(${c}) {
          ${f}
          result[1] = getChannel(getX(${a.join()}), ${p});
        }
        rc = outputLoc;
        ${l[o-2]} += 1;
        if(${l[o-2]} < ${this.outputShape[o-2]}) {
          ${f}
          result[2] = getChannel(getX(${a.join()}), ${p});
          ${l[o-1]} += 1;
          if(${c}) {
            ${f}
            result[3] = getChannel(getX(${a.join()}), ${p});
          }
        }
      `}this.userCode=`
      const ${s} start = ${s}(${i});
      const ${s} end = ${s}(${u});

      void main() {
        ${s} outputLoc = getOutputCoords();
        vec4 result = vec4(0.);
        ${m}
        setOutput(result);
      }
    `}};var k3=({inputs:r,backend:e,attrs:t})=>{let{x:n}=r,{paddings:o,mode:s}=t,i=S().getBool("WEBGL_PACK_ARRAY_OPERATIONS")?new vp(n.shape,o,s):new Ip(n.shape,o,s);return e.runWebGLProgram(i,[n],n.dtype)},bT={kernelName:aa,backendName:"webgl",kernelFunc:k3};var T3=`if (b == 0.0) return NAN;
  return mod(a, b);`,E3=`
  vec4 result = mod(a, b);
  bvec4 isNaN = equal(b, vec4(0.0));
  `+Rt+`
  return result;
`,R3=ce({opSnippet:T3,packedOpSnippet:E3}),yT={kernelName:"Mod",backendName:"webgl",kernelFunc:R3};var Sp=class{constructor(e,t,n){this.variableNames=["probs"],this.customUniforms=[{name:"seed",type:"float"}],this.outputShape=[e,n],this.userCode=`
      void main() {
        ivec2 coords = getOutputCoords();
        int batch = coords[0];

        float r = random(seed);
        float cdf = 0.0;

        for (int i = 0; i < ${t-1}; i++) {
          cdf += getProbs(batch, i);

          if (r < cdf) {
            setOutput(float(i));
            return;
          }
        }

        // If no other event happened, last event happened.
        setOutput(float(${t-1}));
      }
    `}};var N3=`
if (a == b) {
  return 1.0;
};
return a / b;`,A3=`
  // vec4 one = vec4(equal(a, b));
  // return one + (vec4(1.0) - one) * a / b;
  vec4 result = a / b;
  if(a.x == b.x) {
    result.x = 1.;
  }
  if(a.y == b.y) {
    result.y = 1.;
  }
  if(a.z == b.z) {
    result.z = 1.;
  }
  if(a.w == b.w) {
    result.w = 1.;
  }

  return result;
`,ix=ce({opSnippet:N3,packedOpSnippet:A3,checkOutOfBounds:!0}),wT={kernelName:_o,backendName:"webgl",kernelFunc:ix};var CT="return a - b;",ux=ce({opSnippet:CT,packedOpSnippet:CT,supportsComplex:!0,cpuKernelImpl:U_}),IT={kernelName:"Sub",backendName:"webgl",kernelFunc:ux};function lx(r){let{inputs:e,backend:t,attrs:n}=r,{logits:o}=e,{dim:s}=n,i=b.parseAxisParam([s],o.shape),u=ax({inputs:{x:o},backend:t,attrs:{reductionIndices:i,keepDims:!1}}),l=w.expandShapeToKeepDim(u.shape,i),a=M({inputs:{x:u},backend:t,attrs:{shape:l}}),c=ux({inputs:{a:o,b:a},backend:t}),p=nx({inputs:{x:c},backend:t}),d=Zn({inputs:{x:p},backend:t,attrs:{axis:i,keepDims:!1}}),m=M({inputs:{x:d},backend:t,attrs:{shape:l}}),f=ix({inputs:{a:p,b:m},backend:t});return t.disposeIntermediateTensorInfo(u),t.disposeIntermediateTensorInfo(a),t.disposeIntermediateTensorInfo(c),t.disposeIntermediateTensorInfo(p),t.disposeIntermediateTensorInfo(d),t.disposeIntermediateTensorInfo(m),f}var vT={kernelName:ga,backendName:"webgl",kernelFunc:lx};function $3(r){let{inputs:e,backend:t,attrs:n}=r,{logits:o}=e,{numSamples:s,seed:i,normalized:u}=n,l=u?o:lx({inputs:{logits:o},backend:t,attrs:{dim:o.shape.length-1}}),a=l.shape[0],c=l.shape[1],p=new Sp(a,c,s),d=[[i]],m=t.runWebGLProgram(p,[l],"int32",d);return u||t.disposeIntermediateTensorInfo(l),m}var ST={kernelName:ia,backendName:"webgl",kernelFunc:$3};var F3=Ue+`
  return -x;
`,D3=`
  vec4 result = -x;
  bvec4 isNaN = isnan(x);

  result.r = isNaN.r ? x.r : result.r;
  result.g = isNaN.g ? x.g : result.g;
  result.b = isNaN.b ? x.b : result.b;
  result.a = isNaN.a ? x.a : result.a;

  return result;
`;function M3(r){let{inputs:e,backend:t}=r,{x:n}=e;if(t.shouldExecuteOnCPU([n])){let s=t.texData.get(n.dataId),[i,u]=C_(s.values,n.shape,n.dtype);return t.makeTensorInfo(u,n.dtype,i)}let o;return S().getBool("WEBGL_PACK_UNARY_OPERATIONS")?o=new bt(n.shape,D3):o=new Ke(n.shape,F3),t.runWebGLProgram(o,[n],n.dtype)}var _T={kernelName:"Neg",backendName:"webgl",kernelFunc:M3};var P3=ur.nonMaxSuppressionV3Impl;function O3(r){w.warn("tf.nonMaxSuppression() in webgl locks the UI thread. Call tf.nonMaxSuppressionAsync() instead");let{inputs:e,backend:t,attrs:n}=r,{boxes:o,scores:s}=e,{maxOutputSize:i,iouThreshold:u,scoreThreshold:l}=n,a=t.readSync(o.dataId),c=t.readSync(s.dataId),{selectedIndices:p}=P3(a,c,i,u,l);return t.makeTensorInfo([p.length],"int32",new Int32Array(p))}var kT={kernelName:_n,backendName:"webgl",kernelFunc:O3};var B3=ur.nonMaxSuppressionV4Impl;function L3(r){w.warn("tf.nonMaxSuppression() in webgl locks the UI thread. Call tf.nonMaxSuppressionAsync() instead");let{inputs:e,backend:t,attrs:n}=r,{boxes:o,scores:s}=e,{maxOutputSize:i,iouThreshold:u,scoreThreshold:l,padToMaxOutputSize:a}=n,c=t.readSync(o.dataId),p=t.readSync(s.dataId),{selectedIndices:d,validOutputs:m}=B3(c,p,i,u,l,a);return[t.makeTensorInfo([d.length],"int32",new Int32Array(d)),t.makeTensorInfo([],"int32",new Int32Array([m]))]}var TT={kernelName:kn,backendName:"webgl",kernelFunc:L3};var U3=ur.nonMaxSuppressionV5Impl;function W3(r){w.warn("tf.nonMaxSuppression() in webgl locks the UI thread. Call tf.nonMaxSuppressionAsync() instead");let{inputs:e,backend:t,attrs:n}=r,{boxes:o,scores:s}=e,{maxOutputSize:i,iouThreshold:u,scoreThreshold:l,softNmsSigma:a}=n,c=t.readSync(o.dataId),p=t.readSync(s.dataId),d=i,m=u,f=l,h=a,{selectedIndices:g,selectedScores:x}=U3(c,p,d,m,f,h);return[t.makeTensorInfo([g.length],"int32",new Int32Array(g)),t.makeTensorInfo([x.length],"float32",new Float32Array(x))]}var ET={kernelName:Tn,backendName:"webgl",kernelFunc:W3};var _p=class{constructor(e,t,n,o){this.variableNames=["indices"],this.outputShape=[e,t],this.userCode=`
      void main() {
        ivec2 coords = getOutputCoords();
        int index = round(getIndices(coords.x));
        setOutput(mix(float(${o}), float(${n}),
                      float(index == coords.y)));
      }
    `}};var V3=r=>{let{inputs:e,backend:t,attrs:n}=r,{indices:o}=e,{dtype:s,depth:i,onValue:u,offValue:l}=n,a=b.sizeFromShape(o.shape),c=new _p(a,i,u,l),p=M({inputs:{x:o},backend:t,attrs:{shape:[a]}}),d=t.runWebGLProgram(c,[p],s);t.disposeIntermediateTensorInfo(p);let m=[...o.shape,i],f=M({inputs:{x:d},backend:t,attrs:{shape:m}});return t.disposeIntermediateTensorInfo(d),f},RT={kernelName:ua,backendName:"webgl",kernelFunc:V3};function xi(r){let{inputs:e,backend:t}=r,{x:n}=e;if(n.dtype==="complex64"){let o=Ar({inputs:{input:n},backend:t}),s=xi({inputs:{x:o},backend:t}),i=eo({inputs:{input:n},backend:t}),u=xi({inputs:{x:i},backend:t}),l=wt({inputs:{real:s,imag:u},backend:t});return t.disposeIntermediateTensorInfo(o),t.disposeIntermediateTensorInfo(s),t.disposeIntermediateTensorInfo(i),t.disposeIntermediateTensorInfo(u),l}else return $r({attrs:{shape:n.shape,dtype:n.dtype,value:n.dtype==="string"?"":0},backend:t})}var NT={kernelName:qo,backendName:"webgl",kernelFunc:xi};function AT(r){let{inputs:e,backend:t}=r,{x:n}=e;if(n.dtype==="string")throw new Error("onesLike is not supported under string dtype");if(n.dtype==="complex64"){let o=Ar({inputs:{input:n},backend:t}),s=AT({inputs:{x:o},backend:t}),i=eo({inputs:{input:n},backend:t}),u=xi({inputs:{x:i},backend:t}),l=wt({inputs:{real:s,imag:u},backend:t});return t.disposeIntermediateTensorInfo(o),t.disposeIntermediateTensorInfo(s),t.disposeIntermediateTensorInfo(i),t.disposeIntermediateTensorInfo(u),l}else return $r({attrs:{shape:n.shape,dtype:n.dtype,value:1},backend:t})}var $T={kernelName:Gu,backendName:"webgl",kernelFunc:AT};function G3(r){let{inputs:e,backend:t,attrs:n}=r,{axis:o}=n;if(e.length===1)return lp({inputs:{input:e[0]},backend:t,attrs:{dim:o}});let s=e[0].shape,i=e[0].dtype;e.forEach(c=>{b.assertShapesMatch(s,c.shape,"All tensors passed to stack must have matching shapes"),b.assert(i===c.dtype,()=>"All tensors passed to stack must have matching dtypes")});let u=[],l=e.map(c=>{let p=lp({inputs:{input:c},backend:t,attrs:{dim:o}});return u.push(p),p}),a=rx({inputs:l,backend:t,attrs:{axis:o}});return u.forEach(c=>t.disposeIntermediateTensorInfo(c)),a}var FT={kernelName:zu,backendName:"webgl",kernelFunc:G3};var kp=class{constructor(e,t,n){this.variableNames=["x"],this.customUniforms=[{name:"value",type:"float"}],this.outputShape=t.map((a,c)=>a[0]+e[c]+a[1]);let o=e.length,s=ee(o),i=t.map(a=>a[0]).join(","),u=t.map((a,c)=>a[0]+e[c]).join(","),l=["coords[0]","coords[1]","coords[2]","coords[3]"].slice(0,o);if(o===1){this.userCode=`
        int start = ${i};
        int end = ${u};

        void main() {
          int outC = getOutputCoords();
          if (outC < start || outC >= end) {
            setOutput(value);
          } else {
            setOutput(getX(outC - start));
          }
        }
      `;return}this.userCode=`
      ${s} start = ${s}(${i});
      ${s} end = ${s}(${u});

      void main() {
        ${s} outC = getOutputCoords();
        if (any(lessThan(outC, start)) || any(greaterThanEqual(outC, end))) {
          setOutput(value);
        } else {
          ${s} coords = outC - start;
          setOutput(getX(${l}));
        }
      }
    `}};var Tp=class{constructor(e,t,n){this.variableNames=["x"],this.packedInputs=!0,this.packedOutput=!0,this.customUniforms=[{name:"value",type:"float"}],this.outputShape=t.map((h,g)=>h[0]+e[g]+h[1]);let o=e.length,s=ee(o),i=t.map(h=>h[0]).join(","),u=t.map((h,g)=>h[0]+e[g]).join(","),l=Re("rc",o),a=Re("source",o),c=`${l[o-1]} < ${this.outputShape[o-1]}`,p=o===1?"source":`vec2(${a.slice(-2).join()})`,d=[`${s} rc = outputLoc;`,`${l[o-1]} += 1;
       if(${c}) {
      `,o===1?"":`}
       rc = outputLoc;
       ${l[o-2]} += 1;
       if(${l[o-2]} < ${this.outputShape[o-2]}) {`,o===1?"":`  ${l[o-1]} += 1;
         if(${c}) {`],m=o===1?"rc < start || rc >= end":"any(lessThan(rc, start)) || any(greaterThanEqual(rc, end))",f="";for(let h=0,g=o===1?2:4;h<g;h++)f+=`
        ${d[h]}
        if (${m}) {
          result[${h}] = float(value);
        } else {
          ${s} source = rc - start;
          result[${h}] = getChannel(getX(${a.join()}), ${p});
        }
      `;f+=o===1?"} ":"}}",this.userCode=`
      const ${s} start = ${s}(${i});
      const ${s} end = ${s}(${u});

      void main() {
        ${s} outputLoc = getOutputCoords();
        vec4 result = vec4(0.);
        ${f}
        setOutput(result);
      }
    `}};var cx=r=>{let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{paddings:s,constantValue:i}=n;if(b.sizeFromShape(o.shape)===0){let a=s.map((c,p)=>c[0]+o.shape[p]+c[1]);return $r({backend:t,attrs:{shape:a,value:i,dtype:o.dtype}})}let u=S().getBool("WEBGL_PACK_ARRAY_OPERATIONS")?new Tp(o.shape,s,i):new kp(o.shape,s,i),l=[[i]];return t.runWebGLProgram(u,[o],o.dtype,l)},DT={kernelName:En,backendName:"webgl",kernelFunc:cx};var z3=`
  if(a < 0.0 && floor(b) < b){
    return NAN;
  }
  if (b == 0.0) {
    return 1.0;
  }
  return (round(mod(b, 2.0)) != 1) ?
      pow(abs(a), b) : sign(a) * pow(abs(a), b);
`,H3=`
  // isModRound1 has 1 for components with round(mod(b, 2.0)) == 1, 0 otherwise.
  vec4 isModRound1 = vec4(equal(round(mod(b, 2.0)), ivec4(1)));
  vec4 multiplier = sign(a) * isModRound1 + (vec4(1.0) - isModRound1);
  vec4 result = multiplier * pow(abs(a), b);

  // Ensure that a^0 = 1, including 0^0 = 1 as this correspond to TF and JS
  bvec4 isExpZero = equal(b, vec4(0.0));
  result.r = isExpZero.r ? 1.0 : result.r;
  result.g = isExpZero.g ? 1.0 : result.g;
  result.b = isExpZero.b ? 1.0 : result.b;
  result.a = isExpZero.a ? 1.0 : result.a;

  bvec4 isNaN1 = lessThan(a, vec4(0.0));
  bvec4 isNaN2 = lessThan(floor(b), b);
  bvec4 isNaN = bvec4(isNaN1.x && isNaN2.x, isNaN1.y && isNaN2.y, isNaN1.z && isNaN2.z, isNaN1.w && isNaN2.w);
  `+Rt+`
  return result;
`,q3=ce({opSnippet:z3,packedOpSnippet:H3}),MT={kernelName:"Pow",backendName:"webgl",kernelFunc:q3};function K3(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{axis:s,keepDims:i}=n,u=o.shape.length,l=[],a=b.parseAxisParam(s,o.shape),c=a,p=w.getAxesPermutation(c,u),d=o;p!=null&&(d=we({inputs:{x:o},backend:t,attrs:{perm:p}}),c=w.getInnerMostAxes(c.length,u),l.push(d)),w.assertAxesAreInnerMostDims("prod",c,u);let m;if(t.shouldExecuteOnCPU([d])){let f=t.texData.get(d.dataId).values,{outVals:h,outShape:g,outDtype:x}=v_(d.shape,d.dtype,f,c);m=t.makeTensorInfo(g,x,h)}else{let[f,h]=w.computeOutAndReduceShapes(d.shape,c),g=b.sizeFromShape(h),x=M({inputs:{x:d},backend:t,attrs:{shape:[-1,g]}}),y=Wn(o.dtype),C=Nt(x,y,"prod",t);m=M({inputs:{x:C},backend:t,attrs:{shape:f}}),l.push(x),l.push(C)}if(i){l.push(m);let f=w.expandShapeToKeepDim(m.shape,a);m=M({inputs:{x:m},backend:t,attrs:{shape:f}})}return l.forEach(f=>t.disposeIntermediateTensorInfo(f)),m}var PT={kernelName:Mo,backendName:"webgl",kernelFunc:K3};function j3(r){let{inputs:e,backend:t,attrs:n}=r,{paramsNestedSplits:o,paramsDenseValues:s,indices:i}=e,{outputRaggedRank:u}=n,l=o.map(x=>t.readSync(x.dataId)),a=o.map(x=>x.shape),c=t.readSync(s.dataId),p=t.readSync(i.dataId),[d,m,f]=S_(l,a,c,s.shape,s.dtype,p,i.shape,u),h=d.map(x=>t.makeTensorInfo([x.length],"int32",x)),g=t.makeTensorInfo(f,s.dtype,m);return h.concat([g])}var OT={kernelName:Zx,backendName:"webgl",kernelFunc:j3};function X3(r){let{inputs:e,backend:t}=r,{starts:n,limits:o,deltas:s}=e,i=t.readSync(n.dataId),u=t.readSync(o.dataId),l=t.readSync(s.dataId),[a,c]=__(i,n.shape,n.dtype,u,o.shape,l,s.shape),p=t.makeTensorInfo([a.length],"int32",a),d=t.makeTensorInfo([c.length],n.dtype,c);return[p,d]}var BT={kernelName:Jx,backendName:"webgl",kernelFunc:X3};function Y3(r){let{inputs:e,backend:t,attrs:n}=r,{shape:o,values:s,defaultValue:i,rowPartitionTensors:u}=e,{rowPartitionTypes:l}=n,a=t.readSync(o.dataId),c=t.readSync(s.dataId),p=t.readSync(i.dataId),d=u.map(g=>t.readSync(g.dataId)),m=u.map(g=>g.shape),[f,h]=k_(a,o.shape,c,s.shape,s.dtype,p,i.shape,d,m,l);return t.makeTensorInfo(f,s.dtype,h)}var LT={kernelName:eb,backendName:"webgl",kernelFunc:Y3};var px=r=>{let{backend:e,attrs:t}=r,{start:n,stop:o,step:s,dtype:i}=t,u=T_(n,o,s,i);return e.makeTensorInfo([u.length],i,u)},UT={kernelName:Po,backendName:"webgl",kernelFunc:px};var Q3="return 1.0 / x;",Z3=H({opSnippet:Q3}),WT={kernelName:Hu,backendName:"webgl",kernelFunc:Z3};var J3=Ue+`
  return (x < 0.0) ? 0.0 : x;
`,eU=`
  vec4 result = x * vec4(greaterThanEqual(x, vec4(0.0)));
  bvec4 isNaN = isnan(x);

  result.r = isNaN.r ? x.r : result.r;
  result.g = isNaN.g ? x.g : result.g;
  result.b = isNaN.b ? x.b : result.b;
  result.a = isNaN.a ? x.a : result.a;

  return result;
`,tU=H({opSnippet:J3,packedOpSnippet:eU}),VT={kernelName:Oo,backendName:"webgl",kernelFunc:tU};var rU=Ue+`
  return (x < 0.0) ? 0.0 : min(6.0, x);
`,nU=`
  vec4 result = min(x, vec4(6.)) * vec4(greaterThanEqual(x, vec4(0.0)));
  bvec4 isNaN = isnan(x);

  result.r = isNaN.r ? x.r : result.r;
  result.g = isNaN.g ? x.g : result.g;
  result.b = isNaN.b ? x.b : result.b;
  result.a = isNaN.a ? x.a : result.a;

  return result;
`,oU=H({opSnippet:rU,packedOpSnippet:nU}),GT={kernelName:Lo,backendName:"webgl",kernelFunc:oU};var Ep=class{constructor(e,t,n,o,s){this.variableNames=["A"],this.outputShape=[];let[i,u,l,a]=e;this.outputShape=[i,t,n,a];let c=[o&&t>1?u-1:u,o&&n>1?l-1:l],p=[o&&t>1?t-1:t,o&&n>1?n-1:n],d;s?d="(vec2(yRC) + vec2(0.5)) * effectiveInputOverOutputRatioRC - vec2(0.5)":d="vec2(yRC) * effectiveInputOverOutputRatioRC",this.userCode=`
      const vec2 effectiveInputOverOutputRatioRC = vec2(
          ${c[0]/p[0]},
          ${c[1]/p[1]});
      const vec2 inputShapeRC = vec2(${u}.0, ${l}.0);

      void main() {
        ivec4 coords = getOutputCoords();
        int b = coords[0];
        int d = coords[3];
        ivec2 yRC = coords.yz;

        // Fractional source index.
        vec2 sourceFracIndexRC = ${d};

        // Compute the four integer indices.
        ivec2 sourceFloorRC = ivec2(max(sourceFracIndexRC, vec2(0.0)));
        ivec2 sourceCeilRC = ivec2(
          min(inputShapeRC - 1.0, ceil(sourceFracIndexRC)));

        float topLeft = getA(b, sourceFloorRC.x, sourceFloorRC.y, d);
        float bottomLeft = getA(b, sourceCeilRC.x, sourceFloorRC.y, d);
        float topRight = getA(b, sourceFloorRC.x, sourceCeilRC.y, d);
        float bottomRight = getA(b, sourceCeilRC.x, sourceCeilRC.y, d);

        vec2 fracRC = sourceFracIndexRC - vec2(sourceFloorRC);

        float top = topLeft + (topRight - topLeft) * fracRC.y;
        float bottom = bottomLeft + (bottomRight - bottomLeft) * fracRC.y;
        float newValue = top + (bottom - top) * fracRC.x;

        setOutput(newValue);
      }
    `}};var Rp=class{constructor(e,t,n,o,s){this.variableNames=["A"],this.packedInputs=!0,this.packedOutput=!0,this.outputShape=[];let[i,u,l,a]=e;this.outputShape=[i,t,n,a];let c=[o&&t>1?u-1:u,o&&n>1?l-1:l],p=[o&&t>1?t-1:t,o&&n>1?n-1:n],d;s?d="(vec3(yRC) + vec3(0.5)) * effectiveInputOverOutputRatioRC - vec3(0.5)":d="vec3(yRC) * effectiveInputOverOutputRatioRC",this.userCode=`
      const vec3 effectiveInputOverOutputRatioRC = vec3(
          ${c[0]/p[0]},
          ${c[1]/p[1]},
          ${c[1]/p[1]});
      const vec3 inputShapeRC = vec3(${u}.0, ${l}.0,
                                     ${l}.0);

      float getAValue(int b, int r, int c, int d) {
        return getChannel(getA(b, r, c, d), vec2(c, d));
      }

      void main() {
        ivec4 coords = getOutputCoords();
        int b = coords[0];
        int d = coords[3];
        // Calculate values for next column in yRC.z.
        ivec3 yRC = coords.yzz + ivec3(0, 0, 1);

        // Fractional source index.
        vec3 sourceFracIndexRC = ${d};

        // Compute the four integer indices.
        ivec3 sourceFloorRC = ivec3(max(sourceFracIndexRC, vec3(0.0)));
        ivec3 sourceCeilRC = ivec3(
          min(inputShapeRC - 1.0, ceil(sourceFracIndexRC)));

        // Should we calculate next column and row elements in 2x2 packed cell.
        bool hasNextCol = d < ${a-1};
        bool hasNextRow = coords.z < ${n-1};

        // In parallel, construct four corners for all four components in
        // packed 2x2 cell.
        vec4 topLeft = vec4(
          getAValue(b, sourceFloorRC.x, sourceFloorRC.y, d),
          hasNextCol ? getAValue(b, sourceFloorRC.x, sourceFloorRC.y, d + 1)
                     : 0.0,
          hasNextRow ? getAValue(b, sourceFloorRC.x, sourceFloorRC.z, d)
                     : 0.0,
          (hasNextRow && hasNextCol) ?
            getAValue(b, sourceFloorRC.x, sourceFloorRC.z, d + 1) : 0.0);

        vec4 bottomLeft = vec4(
          getAValue(b, sourceCeilRC.x, sourceFloorRC.y, d),
          hasNextCol ? getAValue(b, sourceCeilRC.x, sourceFloorRC.y, d + 1)
                     : 0.0,
          hasNextRow ? getAValue(b, sourceCeilRC.x, sourceFloorRC.z, d)
                     : 0.0,
          (hasNextRow && hasNextCol) ?
            getAValue(b, sourceCeilRC.x, sourceFloorRC.z, d + 1) : 0.0);

        vec4 topRight = vec4(
          getAValue(b, sourceFloorRC.x, sourceCeilRC.y, d),
          hasNextCol ? getAValue(b, sourceFloorRC.x, sourceCeilRC.y, d + 1)
                     : 0.0,
          hasNextRow ? getAValue(b, sourceFloorRC.x, sourceCeilRC.z, d)
                     : 0.0,
          (hasNextRow && hasNextCol) ?
            getAValue(b, sourceFloorRC.x, sourceCeilRC.z, d + 1) : 0.0);

        vec4 bottomRight = vec4(
          getAValue(b, sourceCeilRC.x, sourceCeilRC.y, d),
          hasNextCol ? getAValue(b, sourceCeilRC.x, sourceCeilRC.y, d + 1)
                     : 0.0,
          hasNextRow ? getAValue(b, sourceCeilRC.x, sourceCeilRC.z, d)
                     : 0.0,
          (hasNextRow && hasNextCol) ?
            getAValue(b, sourceCeilRC.x, sourceCeilRC.z, d + 1) : 0.0);

        vec3 fracRC = sourceFracIndexRC - vec3(sourceFloorRC);

        vec4 top = mix(topLeft, topRight, fracRC.yyzz);
        vec4 bottom = mix(bottomLeft, bottomRight, fracRC.yyzz);
        vec4 newValue = mix(top, bottom, fracRC.x);

        setOutput(newValue);
      }
    `}};function sU(r){let{inputs:e,backend:t,attrs:n}=r,{images:o}=e,{alignCorners:s,halfPixelCenters:i,size:u}=n,[l,a]=u,c=S().getBool("WEBGL_PACK_IMAGE_OPERATIONS")?new Rp(o.shape,l,a,s,i):new Ep(o.shape,l,a,s,i);return t.runWebGLProgram(c,[o],"float32")}var zT={kernelName:An,backendName:"webgl",kernelFunc:sU};var Np=class{constructor(e,t,n){this.variableNames=["dy"],this.outputShape=[],this.outputShape=t;let[,o,s]=t,[,i,u]=e,l=[n&&i>1?o-1:o,n&&u>1?s-1:s],a=[n&&i>1?i-1:i,n&&u>1?u-1:u],c=l[0]/a[0],p=l[1]/a[1],d=1/c,m=1/p,f=Math.ceil(d)*2+2,h=Math.ceil(m)*2+2;this.userCode=`
      void main() {
        ivec4 coords = getOutputCoords();
        int b = coords[0];
        int d = coords[3];
        int r = coords[1];
        int c = coords[2];

        float accumulator = 0.0;

        const float heightScale = float(${c});
        const float widthScale = float(${p});

        const float invHeightScale = float(${d});
        const float invWidthScale = float(${m});

        const int winHeight = int(${f});
        const int winWidth = int(${h});

        // Compute bounds for where in dy we will look
        float startRLerp = floor(float(r) * invHeightScale);
        int startDyR = int(startRLerp - float(winHeight / 2));

        float startCLerp = floor(float(c) * invWidthScale);
        int startDyC = int(startCLerp - float(winWidth / 2));

        // Loop over dy
        for (int dyROffset = 0; dyROffset < winHeight; dyROffset++) {
          int dyR = dyROffset + startDyR;

          // Guard against the window exceeding the bounds of dy
          if (dyR < 0 || dyR >= ${i}) {
            continue;
          }

          for (int dyCOffset = 0; dyCOffset < winWidth; dyCOffset++) {
            int dyC = dyCOffset + startDyC;

            // Guard against the window exceeding the bounds of dy
            if (dyC < 0 || dyC >= ${u}) {
              continue;
            }

            float dxR = float(dyR) * heightScale;
            int topDxRIndex = int(floor(dxR));
            int bottomDxRIndex = int(min(ceil(dxR), ${o-1}.0));
            float dxRLerp = dxR - float(topDxRIndex);
            float inverseDxRLerp = 1.0 - dxRLerp;

            float dxC = float(dyC) * widthScale;
            int leftDxCIndex = int(floor(dxC));
            int rightDxCIndex = int(min(ceil(dxC), ${s-1}.0));
            float dxCLerp = dxC - float(leftDxCIndex);
            float inverseDxCLerp = 1.0 - dxCLerp;

            if (r == topDxRIndex && c == leftDxCIndex) {
              // topLeft
              accumulator +=
                getDy(b, dyR, dyC, d) * inverseDxRLerp * inverseDxCLerp;
            }

            if (r == topDxRIndex && c == rightDxCIndex) {
              // topRight
              accumulator += getDy(b, dyR, dyC, d) * inverseDxRLerp * dxCLerp;
            }

            if (r == bottomDxRIndex && c == leftDxCIndex) {
              // bottomLeft
              accumulator += getDy(b, dyR, dyC, d) * dxRLerp * inverseDxCLerp;
            }

            if (r == bottomDxRIndex && c == rightDxCIndex) {
              // bottomRight
              accumulator += getDy(b, dyR, dyC, d) * dxRLerp * dxCLerp;
            }
          }
        }
        // End loop over dy

        setOutput(accumulator);
      }
    `}};function aU(r){let{inputs:e,backend:t,attrs:n}=r,{images:o,dy:s}=e,{alignCorners:i}=n,u=new Np(s.shape,o.shape,i);return t.runWebGLProgram(u,[s],s.dtype)}var HT={kernelName:pa,backendName:"webgl",kernelFunc:aU};var Ap=class{constructor(e,t,n,o,s){this.variableNames=["A"],this.outputShape=[];let[i,u,l,a]=e;this.outputShape=[i,t,n,a];let c=[o&&t>1?u-1:u,o&&n>1?l-1:l],p=[o&&t>1?t-1:t,o&&n>1?n-1:n],d=o?"0.5":"0.0",m;s?m="max((vec2(yRC) + vec2(0.5)) * effectiveInputOverOutputRatioRC, vec2(0.0))":m="vec2(yRC) * effectiveInputOverOutputRatioRC",this.userCode=`
      const vec2 effectiveInputOverOutputRatioRC = vec2(
          ${c[0]/p[0]},
          ${c[1]/p[1]});
      const vec2 inputShapeRC = vec2(${u}.0, ${l}.0);

      void main() {
        ivec4 coords = getOutputCoords();
        int b = coords[0];
        int d = coords[3];
        ivec2 yRC = coords.yz;

        // Fractional source index.
        vec2 sourceFracIndexRC = ${m};

        // Compute the coordinators of nearest neighbor point.
        ivec2 sourceNearestRC = ivec2(
          min(inputShapeRC - 1.0, floor(sourceFracIndexRC + ${d})));
        float newValue = getA(b, sourceNearestRC.x, sourceNearestRC.y, d);

        setOutput(newValue);
      }
    `}};var $p=class{constructor(e,t,n,o,s){this.variableNames=["A"],this.packedInputs=!0,this.packedOutput=!0,this.outputShape=[];let[i,u,l,a]=e;this.outputShape=[i,t,n,a];let c=[o&&t>1?u-1:u,o&&n>1?l-1:l],p=[o&&t>1?t-1:t,o&&n>1?n-1:n],d=o?"0.5":"0.0",m;s?m="max((vec3(yRC) + vec3(0.5)) * effectiveInputOverOutputRatioRC, vec3(0.0))":m="vec3(yRC) * effectiveInputOverOutputRatioRC",this.userCode=`
      const vec3 effectiveInputOverOutputRatioRC = vec3(
          ${c[0]/p[0]},
          ${c[1]/p[1]},
          ${c[1]/p[1]});
      const vec3 inputShapeRC = vec3(${u}.0, ${l}.0,
                                     ${l}.0);

      float getAValue(int b, int r, int c, int d) {
        return getChannel(getA(b, r, c, d), vec2(c, d));
      }

      void main() {
        ivec4 coords = getOutputCoords();
        int b = coords[0];
        int d = coords[3];
        // Calculate values for next column in yRC.z.
        ivec3 yRC = coords.yzz + ivec3(0, 0, 1);

        // Fractional source index.
        vec3 sourceFracIndexRC = ${m};

        // Compute the coordinators of nearest neighbor point.
        ivec3 sourceNearestRC = ivec3(
          min(inputShapeRC - 1.0, floor(sourceFracIndexRC + ${d})));

        // Should we calculate next column and row elements in 2x2 packed cell.
        bool hasNextCol = d < ${a-1};
        bool hasNextRow = coords.z < ${n-1};

        vec4 newValue = vec4(
          getAValue(b, sourceNearestRC.x, sourceNearestRC.y, d),
          hasNextCol ? getAValue(b, sourceNearestRC.x, sourceNearestRC.y, d + 1)
                     : 0.0,
          hasNextRow ? getAValue(b, sourceNearestRC.x, sourceNearestRC.z, d)
                     : 0.0,
          (hasNextRow && hasNextCol) ?
            getAValue(b, sourceNearestRC.x, sourceNearestRC.z, d + 1) : 0.0);

        setOutput(newValue);
      }
    `}};function iU(r){let{inputs:e,backend:t,attrs:n}=r,{images:o}=e,{alignCorners:s,halfPixelCenters:i,size:u}=n,[l,a]=u,c=S().getBool("WEBGL_PACK_IMAGE_OPERATIONS")?new $p(o.shape,l,a,s,i):new Ap(o.shape,l,a,s,i);return t.runWebGLProgram(c,[o],o.dtype)}var qT={kernelName:Nn,backendName:"webgl",kernelFunc:iU};var Fp=class{constructor(e,t,n){this.variableNames=["dy"],this.outputShape=[],this.outputShape=t;let[,o,s]=t,[,i,u]=e,l=[n&&i>1?o-1:o,n&&u>1?s-1:s],a=[n&&i>1?i-1:i,n&&u>1?u-1:u],c=l[0]/a[0],p=l[1]/a[1],d=1/c,m=1/p,f=Math.ceil(d)*2+2,h=Math.ceil(m)*2+2;this.userCode=`
      void main() {
        ivec4 coords = getOutputCoords();
        int b = coords[0];
        int d = coords[3];
        int r = coords[1];
        int c = coords[2];

        float accumulator = 0.0;

        const float heightScale = float(${c});
        const float widthScale = float(${p});

        const float invHeightScale = float(${d});
        const float invWidthScale = float(${m});

        const int winHeight = int(${f});
        const int winWidth = int(${h});

        // Compute bounds for where in dy we will look
        float startRLerp = floor(float(r) * invHeightScale);
        int startDyR = int(floor(startRLerp - float(winHeight / 2)));

        float startCLerp = floor(float(c) * invWidthScale);
        int startDyC = int(floor(startCLerp - float(winWidth / 2)));

        // Loop over dy
        for (int dyROffset = 0; dyROffset < winHeight; dyROffset++) {
          int dyR = dyROffset + startDyR;

          // Guard against the window exceeding the bounds of dy
          if (dyR < 0 || dyR >= ${i}) {
            continue;
          }

          for (int dyCOffset = 0; dyCOffset < winWidth; dyCOffset++) {
            int dyC = dyCOffset + startDyC;

            // Guard against the window exceeding the bounds of dy
            if (dyC < 0 || dyC >= ${u}) {
              continue;
            }

            float sourceFracRow =
              float(${l[0]}) *
                (float(dyR) / float(${a[0]}));

            float sourceFracCol =
                float(${l[1]}) *
                  (float(dyC) / float(${a[1]}));

            int sourceNearestRow = int(min(
                float(int(${o}) - 1),
                ${n} ? float(round(sourceFracRow)) :
                                  float(floor(sourceFracRow))));

            int sourceNearestCol = int(min(
                float(int(${s}) - 1),
                ${n} ? float(round(sourceFracCol)) :
                                  float(floor(sourceFracCol))));

            if (r == sourceNearestRow && c == sourceNearestCol) {
              accumulator += getDy(b, dyR, dyC, d);
            }
          }
        }
        // End loop over dy

        setOutput(accumulator);
      }
    `}};function uU(r){let{inputs:e,backend:t,attrs:n}=r,{images:o,dy:s}=e,{alignCorners:i}=n,u=new Fp(s.shape,o.shape,i);return t.runWebGLProgram(u,[s],s.dtype)}var KT={kernelName:ca,backendName:"webgl",kernelFunc:uU};var Dp=class{constructor(e,t){this.variableNames=["x"];let n=e.length;if(n>4)throw new Error(`WebGL backend: Reverse of rank-${n} tensor is not yet supported`);if(this.outputShape=e,n===1){this.userCode=`
        void main() {
          int coord = getOutputCoords();
          setOutput(getX(${e[0]} - coord - 1));
        }
      `;return}let o=u=>t.indexOf(u)!==-1&&e[u]!==1?`${e[u]} - coords[${u}] - 1`:`coords[${u}]`,s=e.map((u,l)=>o(l)).join(","),i=ee(n);this.userCode=`
      void main() {
        ${i} coords = getOutputCoords();
        setOutput(getX(${s}));
      }
    `}};var Mp=class{constructor(e,t){this.variableNames=["x"],this.packedInputs=!0,this.packedOutput=!0;let n=e.length;if(n>4)throw new Error(`WebGL backend: Reverse of rank-${n} tensor is not yet supported`);this.outputShape=e;let o=Re("rc",n),s=`${o[n-1]} + 1 < ${this.outputShape[n-1]}`,i=`${o[n-2]} + 1 < ${this.outputShape[n-2]}`,u=ee(n);n===1?this.userCode=`
        void main(){
          int rc = getOutputCoords();
          vec4 result = vec4(0.);
          result.r = getChannel(getX(${e[0]} - rc - 1),
            ${e[0]} - rc - 1);
          if(${s}){
              result.g = getChannel(getX(${e[0]} - (rc  + 1) - 1),
                ${e[0]} - (rc  + 1) - 1);
          }
          setOutput(result);
        }
      `:this.userCode=`
        void main() {
          ${u} rc = getOutputCoords();
          vec4 result = vec4(0.);
          result.r = ${l(o.slice())};
          if(${s}){
            result.g = ${a(o.slice())};
          }
          if(${i}) {
            result.b = ${c(o.slice())};
            if(${s}) {
              result.a = ${p(o.slice())};
            }
          }
          setOutput(result);
        }
    `;function l(f){return d(f)}function a(f){return f[n-1]="("+f[n-1]+" + 1)",d(f)}function c(f){return f[n-2]="("+f[n-2]+" + 1)",d(f)}function p(f){return f[n-1]="("+f[n-1]+" + 1)",f[n-2]="("+f[n-2]+" + 1)",d(f)}function d(f){let h=e.map((y,C)=>m(C,f)),g=h.join(","),x=h.slice(-2).join(",");return`getChannel(getX(${g}), vec2(${x}))`}function m(f,h){return t.indexOf(f)!==-1&&e[f]!==1?`${e[f]} - ${h[f]} - 1`:`${h[f]}`}}};function lU(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{dims:s}=n,i=o.shape.length,u=b.parseAxisParam(s,o.shape);if(i===0)return Ne({inputs:{x:o},backend:t});let l=S().getBool("WEBGL_PACK_ARRAY_OPERATIONS")?new Mp(o.shape,u):new Dp(o.shape,u);return t.runWebGLProgram(l,[o],o.dtype)}var jT={kernelName:da,backendName:"webgl",kernelFunc:lU};var Pp=class{constructor(e,t){this.variableNames=["Image"],this.outputShape=[],this.customUniforms=[{name:"params",type:"vec4"}];let n=e[1],o=e[2];this.outputShape=e;let s="";typeof t=="number"?s=`float outputValue = ${t.toFixed(2)};`:s=`
        vec3 fill = vec3(${t.join(",")});
        float outputValue = fill[coords[3]];`,this.userCode=`
        void main() {
          ivec4 coords = getOutputCoords();
          int x = coords[2];
          int y = coords[1];
          float coordXFloat = (float(x) - params[0]) * params[3] -
            (float(y) - params[1]) * params[2];
          float coordYFloat = (float(x) - params[0]) * params[2] +
            (float(y) - params[1]) * params[3];
          int coordX = int(round(coordXFloat + params[0]));
          int coordY = int(round(coordYFloat + params[1]));
          ${s}
          if(coordX >= 0 && coordX < ${o} && coordY >= 0 && coordY < ${n}) {
            outputValue = getImage(coords[0], coordY, coordX, coords[3]);
          }
          setOutput(outputValue);
        }
    `}};var XT={kernelName:Mn,backendName:"webgl",kernelFunc:({inputs:r,attrs:e,backend:t})=>{let{image:n}=r,{radians:o,fillValue:s,center:i}=e,u=t,l=new Pp(n.shape,s),[a,c]=w.getImageCenter(i,n.shape[1],n.shape[2]),p=[[a,c,Math.sin(o),Math.cos(o)]];return u.runWebGLProgram(l,[n],n.dtype,p)}};var cU=`
  // OpenGL ES does not support round function.
  // The algorithm is based on banker's rounding.
  float base = floor(x);
  if ((x - base) < 0.5) {
    return floor(x);
  } else if ((x - base) > 0.5) {
    return ceil(x);
  } else {
    if (mod(base, 2.0) == 0.0) {
      return base;
    } else {
      return base + 1.0;
    }
  }
`,pU=H({opSnippet:cU}),YT={kernelName:Uo,backendName:"webgl",kernelFunc:pU};var dU="return inversesqrt(x);",mU=H({opSnippet:dU,cpuKernelImpl:E_}),QT={kernelName:Hr,backendName:"webgl",kernelFunc:mU};var sn=class{constructor(e,t,n,o,s,i,u=!0,l=!1){this.variableNames=["updates","indices","defaultValue"],this.outputShape=i;let a=ee(s.length),c=ee(i.length),p="";n===1?p="i":n===2&&(p="i, j");let d=`getIndices(${p})`,m="";o===1?m="i":o===2&&(m="i, coords[1]");let f=`getUpdates(${m})`,h="";l&&(h="coords[0], coords[1]");let g=`getDefaultValue(${h})`,x=t>1?"strides[j]":"strides";this.userCode=`
        ${a} strides = ${a}(${s});

        void main() {
          ${c} coords = getOutputCoords();
          float sum = 0.0;
          bool found = false;
          for (int i = 0; i < ${e}; i++) {
            int flattenedIndex = 0;
            for (int j = 0; j < ${t}; j++) {
              int index = round(${d});
              flattenedIndex += index * ${x};
            }
            if (flattenedIndex == coords[0]) {
              sum += ${f};
              found = true;
            }
          }
          setOutput(mix(${g}, sum, float(found)));
        }
      `}};var Op=class{constructor(e,t,n,o,s,i,u=!0,l=!1){this.variableNames=["updates","indices","defaultValue"],this.packedInputs=!0,this.packedOutput=!0,this.outputShape=i;let a=ee(s.length),c=ee(i.length),p="";n===1?p="i":n===2&&(p="i, j");let d=`getIndices(${p})`,m="";o===1?m="i":o===2&&(m="i, coords[1]");let f=`getUpdates(${m})`,h="";l&&(h="coords[0], coords[1]");let g=`getDefaultValue(${h})`,x=t>1?"strides[j]":"strides",y=t>1?"strides[j + 1]":"strides";this.userCode=`
        ${a} strides = ${a}(${s});

        void main() {
          ${c} coords = getOutputCoords();
          vec4 sum = vec4(0.);
          vec4 found = vec4(0.);
          for (int i = 0; i < ${e}; i+=2) {
            ivec2 flattenedIndex = ivec2(0);
            for (int j = 0; j < ${t}; j+=2) {
              ivec4 index = round(${d});
              flattenedIndex += index.xz * ${x};
              if (j + 1 < ${t}) {
                flattenedIndex += index.yw * ${y};
              }
            }
            if (flattenedIndex[0] == coords[0] || flattenedIndex[1] == coords[0] ||
                flattenedIndex[0] == coords[0] + 1 || flattenedIndex[1] == coords[0] + 1) {
              vec4 updVals = ${f};
              if (flattenedIndex[0] == coords[0]) {
                sum.xy += updVals.xy;
                found.xy = vec2(1.);
              } else if (flattenedIndex[0] == coords[0] + 1) {
                sum.zw += updVals.xy;
                found.zw = vec2(1.);
              }
              if (flattenedIndex[1] == coords[0]) {
                sum.xy += updVals.zw;
                found.xy = vec2(1.);
              } else if (flattenedIndex[1] == coords[0] + 1) {
                sum.zw += updVals.zw;
                found.zw = vec2(1.);
              }
            }
          }
          setOutput(mix(${g}, sum, found));
        }
      `}};function fU(r){let{inputs:e,backend:t,attrs:n}=r,{indices:o,updates:s}=e,{shape:i}=n,{sliceRank:u,numUpdates:l,sliceSize:a,strides:c,outputSize:p}=w.calculateShapes(s,o,i),d=[p/a,a];if(p===0)return t.makeTensorInfo(i,o.dtype);let m=M({inputs:{x:o},backend:t,attrs:{shape:[l,u]}}),f=M({inputs:{x:s},backend:t,attrs:{shape:[l,a]}}),h=t.makeTensorInfo([],"float32",new Float32Array([0])),g;S().getBool("WEBGL_PACK")?g=new Op(l,u,m.shape.length,f.shape.length,c,d):g=new sn(l,u,m.shape.length,f.shape.length,c,d);let x=t.runWebGLProgram(g,[f,m,h],f.dtype),y=M({inputs:{x},backend:t,attrs:{shape:i}});return t.disposeIntermediateTensorInfo(m),t.disposeIntermediateTensorInfo(f),t.disposeIntermediateTensorInfo(x),t.disposeIntermediateTensorInfo(h),y}var ZT={kernelName:ma,backendName:"webgl",kernelFunc:fU};var Bp=class{constructor(e,t,n,o){this.variableNames=["sortedSequence","values"],this.customUniforms=[{name:"numInputs",type:"int"}],this.outputShape=[e,n];let s="while (left < right) {",i=`for (int i = 0; i < ${Math.ceil(Math.log2(t+1))}; ++i) { if (left >= right) break;`,u=S().getNumber("WEBGL_VERSION")===2?s:i,l=o==="left"?"<":"<=";this.userCode=`
       int findBound(int batch, float value) {
         int left = 0;
         int right = numInputs;
         int mid;
         ${u}
           mid = (left + right) / 2;
           if (getSortedSequence(batch, mid) ${l} value) {
             left = mid + 1;
           } else {
             right = mid;
           }
         }
         return right;
       }

       void main() {
         ivec2 coords = getOutputCoords();
         int batch = coords[0];
         int valueIndex = coords[1];

         float value = getValues(batch, valueIndex);

         setOutput(float(findBound(batch, value)));
       }
     `}};function hU(r){let{inputs:e,backend:t,attrs:n}=r,{sortedSequence:o,values:s}=e,{side:i}=n,u=new Bp(o.shape[0],o.shape[1],s.shape[1],i),l=[[o.shape[1]]];return t.runWebGLProgram(u,[o,s],"int32",l)}var JT={kernelName:ha,backendName:"webgl",kernelFunc:hU};var Lp=class{constructor(e,t,n){this.variableNames=["c","a","b"],this.outputShape=t;let o,s;if(n>4)throw Error(`Where for rank ${n} is not yet supported`);if(n===1)s="resRC",o="resRC";else{let u=["resRC.x","resRC.y","resRC.z","resRC.w"],l=[],a=[];for(let c=0;c<t.length;c++)a.push(`${u[c]}`),c<e&&l.push(`${u[c]}`);o=l.join(),s=a.join()}let i=ee(n);this.userCode=`
      void main() {
        ${i} resRC = getOutputCoords();
        float cVal = getC(${o});
        if (cVal >= 1.0) {
          setOutput(getA(${s}));
        } else {
          setOutput(getB(${s}));
        }
      }
    `}};function gU(r){let{inputs:e,backend:t}=r,{condition:n,t:o,e:s}=e,i=new Lp(n.shape.length,o.shape,o.shape.length);return t.runWebGLProgram(i,[n,o,s],ot(o.dtype,s.dtype))}var e2={kernelName:Wo,backendName:"webgl",kernelFunc:gU};var xU=`
  // Stable and Attracting Fixed Point (0, 1) for Normalized Weights.
  // see: https://arxiv.org/abs/1706.02515
  float scaleAlpha = ${w.SELU_SCALEALPHA};
  float scale = ${w.SELU_SCALE};
  return (x >= 0.0) ? scale * x : scaleAlpha * (exp(x) - 1.0);
`,bU=H({opSnippet:xU}),t2={kernelName:qu,backendName:"webgl",kernelFunc:bU};var yU=zt+`
  return 1.0 / (1.0 + exp(-1.0 * x));
`,wU=`
  vec4 result = 1.0 / (1.0 + exp(-1.0 * x));
  bvec4 isNaN = isnan(x);

  result.r = isNaN.r ? x.r : result.r;
  result.g = isNaN.g ? x.g : result.g;
  result.b = isNaN.b ? x.b : result.b;
  result.a = isNaN.a ? x.a : result.a;

  return result;
`,CU=H({opSnippet:yU,packedOpSnippet:wU,cpuKernelImpl:N_}),r2={kernelName:qr,backendName:"webgl",kernelFunc:CU};var IU=`
  if (isnan(x)) { return 0.0; }
  return sign(x);
`,vU=H({opSnippet:IU}),n2={kernelName:Vo,backendName:"webgl",kernelFunc:vU};var SU=zt+`
  return sin(x);
`,_U=`
  vec4 result = sin(x);
  bvec4 isNaN = isnan(x);
  ${Rt}
  return result;
`,kU=H({opSnippet:SU,packedOpSnippet:_U}),o2={kernelName:"Sin",backendName:"webgl",kernelFunc:kU};var TU=`
  float e2x = exp(x);
  return (e2x - 1.0 / e2x) / 2.0;
`,EU=H({opSnippet:TU}),s2={kernelName:Ku,backendName:"webgl",kernelFunc:EU};var RU=`
  float epsilon = 1.1920928955078125e-7;
  float threshold = log(epsilon) + 2.0;

  bool too_large = x > -threshold;
  bool too_small = x < threshold;

  float result;
  float exp_x = exp(x);

  if (too_large){
    result = x;
  }
  else if (too_small){
    result = exp_x;
  }
  else{
    result = log(exp_x + 1.0);
  }
  return result;
`,NU=H({opSnippet:RU}),a2={kernelName:ju,backendName:"webgl",kernelFunc:NU};var AU=r=>{let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{blockShape:s,paddings:i}=n;b.assert(o.shape.length<=4,()=>"spaceToBatchND for rank > 4 with a WebGL backend not implemented yet");let u=s.reduce((x,y)=>x*y),l=[[0,0]];l.push(...i);for(let x=1+s.length;x<o.shape.length;++x)l.push([0,0]);let a=[],c=cx({inputs:{x:o},backend:t,attrs:{paddings:l,constantValue:0}}),p=w.getReshaped(c.shape,s,u,!1),d=w.getPermuted(p.length,s.length,!1),m=w.getReshapedPermuted(c.shape,s,u,!1),f=M({inputs:{x:c},backend:t,attrs:{shape:p}}),h=we({inputs:{x:f},backend:t,attrs:{perm:d}}),g=M({inputs:{x:h},backend:t,attrs:{shape:m}});return a.push(c),a.push(f),a.push(h),a.forEach(x=>t.disposeIntermediateTensorInfo(x)),g},i2={kernelName:Xu,backendName:"webgl",kernelFunc:AU};function $U(r){let{inputs:e,backend:t}=r,{indices:n,values:o,denseShape:s,defaultValue:i}=e;if(s.shape.length!==1)throw new Error(`Dense shape must be a vector, saw:
         ${s.shape}`);if(n.shape.length!==2)throw new Error(`Indices must be a matrix, saw:
         ${n.shape}`);if(o.shape.length!==1)throw new Error(`Values must be a vector, saw:
         ${o.shape}`);if(i.shape.length!==0)throw new Error(`Default value must be a scalar, saw:
        ${i.shape}`);let u=t.readSync(n.dataId),l=t.readSync(o.dataId),a=t.readSync(s.dataId),c=t.readSync(i.dataId)[0],[p,d,m,f,h]=$_(u,n.shape,n.dtype,l,o.dtype,a,c);return[t.makeTensorInfo(d,n.dtype,p),t.makeTensorInfo([d[0]],o.dtype,m),t.makeTensorInfo([f.length],"bool",new Uint8Array(f.map(g=>Number(g)))),t.makeTensorInfo([h.length],n.dtype,new Int32Array(h))]}var u2={kernelName:Yu,backendName:"webgl",kernelFunc:$U};function FU(r){let{inputs:e,backend:t}=r,{inputIndices:n,inputShape:o,newShape:s}=e;if(n.shape.length!==2)throw new Error(`Input indices should be a matrix but received shape ${n.shape}`);if(o.shape.length!==1)throw new Error(`Input shape should be a vector but received shape ${o.shape}`);if(s.shape.length!==1)throw new Error(`Target shape should be a vector but received shape ${s.shape}`);let i=Array.from(t.readSync(o.dataId)),u=t.readSync(n.dataId),l=Array.from(t.readSync(s.dataId)),[a,c,p]=F_(u,n.shape,n.dtype,i,l);return[t.makeTensorInfo(c,n.dtype,a),t.makeTensorInfo([p.length],s.dtype,new Int32Array(p))]}var l2={kernelName:xa,backendName:"webgl",kernelFunc:FU};function DU(r){let{inputs:e,backend:t}=r,{data:n,indices:o,segmentIds:s}=e;if(n.shape.length<1)throw new Error("Data should be at least 1 dimensional but received scalar");if(o.shape.length!==1)throw new Error(`Indices should be a vector but received shape
              ${o.shape}`);if(s.shape.length!==1)throw new Error(`Segment ids should be a vector but received shape
              ${s.shape}`);let i=t.readSync(n.dataId),u=t.readSync(o.dataId),l=t.readSync(s.dataId),[a,c]=wc(i,n.shape,n.dtype,u,l,!0);return t.makeTensorInfo(c,n.dtype,a)}var c2={kernelName:Qu,backendName:"webgl",kernelFunc:DU};function MU(r){let{inputs:e,backend:t}=r,{data:n,indices:o,segmentIds:s}=e;if(n.shape.length<1)throw new Error("Data should be at least 1 dimensional but received scalar");if(o.shape.length!==1)throw new Error(`Indices should be a vector but received shape
             ${o.shape}`);if(s.shape.length!==1)throw new Error(`Segment ids should be a vector but received shape
             ${s.shape}`);let i=t.readSync(n.dataId),u=t.readSync(o.dataId),l=t.readSync(s.dataId),[a,c]=wc(i,n.shape,n.dtype,u,l);return t.makeTensorInfo(c,n.dtype,a)}var p2={kernelName:Zu,backendName:"webgl",kernelFunc:MU};function PU(r){let{inputs:e,backend:t,attrs:n}=r,{sparseIndices:o,sparseValues:s,defaultValue:i}=e,{outputShape:u}=n,{sliceRank:l,numUpdates:a,sliceSize:c,strides:p,outputSize:d}=w.calculateShapes(s,o,u),m=!1;if(s.dtype==="string"){let x=t.bufferSync(o),y=t.bufferSync(s),C=b.decodeString(t.readSync(i.dataId)[0]),I=R_(x,y,u,d,c,a,l,p,C,m);return t.makeTensorInfo(u,I.dtype,I.values)}let f=new sn(a,l,o.shape.length,s.shape.length,p,[d,1],m),h=t.runWebGLProgram(f,[s,o,i],s.dtype),g=M({inputs:{x:h},backend:t,attrs:{shape:u}});return t.disposeIntermediateTensorInfo(h),g}var d2={kernelName:ba,backendName:"webgl",kernelFunc:PU};function OU(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{numOrSizeSplits:s,axis:i}=n,u=b.parseAxisParam(i,o.shape)[0],l=w.prepareSplitSize(o,s,u),a=o.shape.length,c=new Array(a).fill(0),p=o.shape.slice();return l.map(d=>{let m=[...p];m[u]=d;let f=tr({inputs:{x:o},backend:t,attrs:{begin:c,size:m}});return c[u]+=d,f})}var m2={kernelName:Go,backendName:"webgl",kernelFunc:OU};var f2="return sqrt(x);",BU=H({opSnippet:f2,packedOpSnippet:f2,cpuKernelImpl:D_}),h2={kernelName:Kr,backendName:"webgl",kernelFunc:BU};var LU="return x * x;",UU=H({opSnippet:LU}),g2={kernelName:Ju,backendName:"webgl",kernelFunc:UU};var x2="return (a - b) * (a - b);",WU=ce({opSnippet:x2,packedOpSnippet:x2}),b2={kernelName:zo,backendName:"webgl",kernelFunc:WU};function VU(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e;if(o.dtype!=="string")throw new Error("Input must be of datatype string");let s=t.readSync(o.dataId),i=w.fromUint8ToStringArray(s),u=M_(i,"string",n);return t.makeTensorInfo(o.shape,"string",u)}var y2={kernelName:el,backendName:"webgl",kernelFunc:VU};function GU({inputs:r,attrs:e,backend:t}){let{x:n}=r,o=Ue+`
    return x > 0.0 ? 1.0 : float(${e.alpha});
  `,s=new Ke(n.shape,o);return t.runWebGLProgram(s,[n],n.dtype)}var w2={kernelName:Dn,backendName:"webgl",kernelFunc:GU};var Up=class{constructor(e,t,n){this.variableNames=["x"],this.outputShape=n;let o=n.length,s=ee(n.length),i=ee(n.length),u="";if(o===1)u="coords * strides + begin";else{let l=0;u=n.map((a,c)=>(l++,n.length===1?`coords * strides[${c}] + begin[${c}]`:`coords[${l-1}] * strides[${c}] + begin[${c}]`)).join(",")}this.userCode=`
      ${s} begin = ${s}(${e});
      ${s} strides = ${s}(${t});

      void main() {
        ${i} coords = getOutputCoords();
        setOutput(getX(${u}));
      }
    `}};function zU(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{begin:s,end:i,strides:u,beginMask:l,endMask:a,ellipsisMask:c,newAxisMask:p,shrinkAxisMask:d}=n,{finalShapeSparse:m,finalShape:f,isIdentity:h,sliceDim0:g,isSimpleSlice:x,begin:y,end:C,strides:I}=Le.sliceInfo(o.shape,s,i,u,l,a,c,p,d),_;if(h)_=M({inputs:{x:o},backend:t,attrs:{shape:f}});else if(g||x){b.assert(o.shape.length>=1,()=>`Input must have rank at least 1, got: ${o.shape.length}`);let N=Le.computeOutShape(y,C,I),F=tr({inputs:{x:o},backend:t,attrs:{begin:y,size:N}});_=M({inputs:{x:F},backend:t,attrs:{shape:f}}),t.disposeIntermediateTensorInfo(F)}else if(t.shouldExecuteOnCPU([o])){let F=t.readSync(o.dataId),O=he(o.shape,o.dtype,F),B=P_(m,O,I,y);_=t.makeTensorInfo(f,o.dtype,B.values)}else{let F=new Up(y,I,m);_=t.runWebGLProgram(F,[o],o.dtype)}let A=M({inputs:{x:_},backend:t,attrs:{shape:f}});return t.disposeIntermediateTensorInfo(_),A}var C2={kernelName:ya,backendName:"webgl",kernelFunc:zU};function HU(r){let{inputs:e,backend:t,attrs:n}=r,{separator:o,nGramWidths:s,leftPad:i,rightPad:u,padWidth:l,preserveShortSequences:a}=n,{data:c,dataSplits:p}=e,d=t.readSync(c.dataId),m=t.readSync(p.dataId),[f,h]=O_(d,m,o,s,i,u,l,a);return[t.makeTensorInfo([f.length],"string",f),t.makeTensorInfo(p.shape,"int32",h)]}var I2={kernelName:tl,backendName:"webgl",kernelFunc:HU};function qU(r){let{inputs:e,backend:t,attrs:n}=r,{skipEmpty:o}=n,{input:s,delimiter:i}=e;if(s.dtype!=="string")throw new Error("Input must be of datatype string");if(s.shape.length!==1)throw new Error(`Input must be a vector, got shape: ${s.shape}`);if(i.shape.length!==0)throw new Error(`Delimiter must be a scalar, got shape: ${i.shape}`);let u=t.readSync(s.dataId),l=t.readSync(i.dataId)[0],[a,c,p]=B_(u,l,o),d=c.length;return[t.makeTensorInfo([d,2],"int32",a),t.makeTensorInfo([d],"string",c),t.makeTensorInfo([2],"int32",new Int32Array(p))]}var v2={kernelName:rl,backendName:"webgl",kernelFunc:qU};function KU(r){let{inputs:e,backend:t,attrs:n}=r,{numBuckets:o}=n,{input:s}=e;if(s.dtype!=="string")throw new Error("Input must be of datatype string");if(o<=0)throw new Error("Number of buckets must be at least 1");let i=t.readSync(s.dataId),u=L_(i,o);return t.makeTensorInfo(s.shape,"int32",u)}var S2={kernelName:nl,backendName:"webgl",kernelFunc:KU};var jU="return tan(x);",XU=H({opSnippet:jU}),_2={kernelName:"Tan",backendName:"webgl",kernelFunc:XU};var YU=`
  float e2x = exp(-2.0 * abs(x));
  return sign(x) * (1.0 - e2x) / (1.0 + e2x);
`,QU=H({opSnippet:YU}),k2={kernelName:Ho,backendName:"webgl",kernelFunc:QU};function ZU(r){let{inputs:e,backend:t,attrs:n}=r,{tensor:o,indices:s,updates:i}=e,{}=n,{sliceRank:u,numUpdates:l,sliceSize:a,strides:c,outputSize:p}=w.calculateShapes(i,s,o.shape),d=[p/a,a];if(p===0)return t.makeTensorInfo(o.shape,s.dtype);let m=M({inputs:{x:s},backend:t,attrs:{shape:[l,u]}}),f=M({inputs:{x:i},backend:t,attrs:{shape:[l,a]}}),h=M({inputs:{x:o},backend:t,attrs:{shape:d}}),g=new sn(l,u,m.shape.length,f.shape.length,c,d,!1,!0),x=t.runWebGLProgram(g,[f,m,h],h.dtype),y=M({inputs:{x},backend:t,attrs:{shape:o.shape}});return t.disposeIntermediateTensorInfo(m),t.disposeIntermediateTensorInfo(f),t.disposeIntermediateTensorInfo(h),t.disposeIntermediateTensorInfo(x),y}var T2={kernelName:fa,backendName:"webgl",kernelFunc:ZU};var Wp=class{constructor(e,t){this.variableNames=["A"];let n=new Array(e.length);for(let i=0;i<n.length;i++)n[i]=e[i]*t[i];this.outputShape=n,this.rank=n.length;let o=ee(this.rank),s=JU(e);this.userCode=`
      void main() {
        ${o} resRC = getOutputCoords();
        setOutput(getA(${s}));
      }
    `}};function JU(r){let e=r.length;if(e>5)throw Error(`Tile for rank ${e} is not yet supported`);if(e===1)return`imod(resRC, ${r[0]})`;let t=["resRC.x","resRC.y","resRC.z","resRC.w","resRC.u"],n=[];for(let o=0;o<r.length;o++)n.push(`imod(${t[o]}, ${r[o]})`);return n.join()}function dx(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{reps:s}=n;if(o.dtype==="string"||o.shape.length>5){let l=t.readSync(o.dataId),a=o.dtype==="string"?l.map(d=>b.decodeString(d)):l,c=he(o.shape,o.dtype,a),p=W_(c,s);return t.makeTensorInfo(p.shape,p.dtype,p.values)}let i=new Wp(o.shape,s);return t.runWebGLProgram(i,[o],o.dtype)}var E2={kernelName:wr,backendName:"webgl",kernelFunc:dx};var Vp=class{constructor(e){this.variableNames=["x","indices"],this.customUniforms=[{name:"n",type:"int"},{name:"firstPass",type:"int"},{name:"negativeInf",type:"float"},{name:"dir",type:"int"},{name:"inc",type:"int"}],this.outputShape=e,this.userCode=`
       void main() {
         ivec2 coords = getOutputCoords();
         int batch = coords[0];
         int elemIdx = coords[1];

         // We compare elements pair-wise within a group of size 2 * inc.
         // The comparing rule for each group alternates between ascending
         // and descending. Within each group, we compare each pair at
         // positions i and i+inc. To decide whether an element at position i
         // is x0 or x1, we mod it by 2 * inc, if the result is smaller than
         // inc, it is in the first half of the group, we denote it as x0,
         // otherwise we denote it as x1.
         // For example, as shown in the Bitonic top K paper referenced above,
         // Figure5(a) shows that element[1] is in the
         // second half of the group when group size is 2, but it is in the
         // first half of the group when group size is 4.

         bool isFirstInPair = imod(elemIdx, 2 * inc) < inc;
         int i = isFirstInPair ? elemIdx : elemIdx - inc;

         int i0 = firstPass == 1 ? i : int(getIndices(batch, i));
         int i1 = firstPass == 1 ? i + inc : int(getIndices(batch, i + inc));
         float x0 = i0 < n ? getX(batch, i0) : negativeInf;
         float x1 = i1 < n ? getX(batch, i1) : negativeInf;

         // Denotes which direction indices are in (ascending or descending).
         bool reverse = imod(elemIdx, 2 * dir) >= dir;
         bool isGreater = x0 > x1 || (x0 == x1 && i1 > i0);
         if (reverse == isGreater) { // Elements in opposite order of direction
           int iTemp = i0;
           i0 = i1;
           i1 = iTemp;
         }
         if (isFirstInPair) {
            setOutput(float(i0));
         } else {
            setOutput(float(i1));
         }
       }
     `}},Gp=class{constructor(e){this.variableNames=["x","indices"],this.customUniforms=[{name:"n",type:"int"},{name:"firstPass",type:"int"},{name:"k",type:"int"}],this.outputShape=e,this.userCode=`
    void main() {
         // Takes max of indices (0, k), (1, k + 1), (2, k + 2) ...
         ivec2 coords = getOutputCoords();
         int batch = coords[0];
         int elemIdx = coords[1];

         // The output size is half of the previous size.
         // If the previous sequence is | | | | _ _ _ _  | | | |  _ _ _ _ (k=4),
         // we only need to output the indices at positions |, the indices at
         // positions _ can be thrown away, see Figure5(b) After Phase 2
         // (Merge phase) in the Bitonic Top K paper referenced above.
         // For example, the paper shows we only need to output the orange bars.
         // The output sequence should look like this | | | | | | | |.
         // Because the sequence is halved, to map the output index back
         // to the previous sequence to find the corresponding value,
         // we need to double the index. When we double the index,
         // we basically interpolate a position, so 2i looks like
         // | _ | _ | _ | _ | _ | _ | _. We move the | to the first k position
         // of each 2k positions by - elemIdx % k. E.g. for output at
         // index 4,5,6,7, we want to get the corresponding element at
         // original index 8,9,10,11, for output at index 8,9,10,11,
         // we want to get the corresponding element at original index
         // 16,17,18,19, so on and so forth.

         int i = elemIdx < k ? elemIdx : (elemIdx * 2 - imod(elemIdx, k));
         int i0 = firstPass == 1 ? i : int(getIndices(batch, i));
         int i1 = firstPass == 1 ? i + k : int(getIndices(batch, i + k));

         float x0 = getX(batch, i0);
         float x1 = i1 < n ? getX(batch, i1) : x0;

         setOutput(x0 >= x1 ? float(i0) : float(i1));
       }
     `}};function ro(r,e){e!==null&&r.disposeIntermediateTensorInfo(e)}function R2(r){let e=1;for(;e<r;)e*=2;return e}function eW(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{k:s,sorted:i}=n,u=S().getNumber("TOPK_LAST_DIM_CPU_HANDOFF_SIZE_THRESHOLD"),l=S().getNumber("TOPK_K_CPU_HANDOFF_THRESHOLD"),a=o.shape,c=a[a.length-1];if(t.shouldExecuteOnCPU([o])||c<u||s>l){let B=t.readSync(o.dataId),[q,j]=V_(B,a,o.dtype,s,i);return[t.makeTensorInfo(q.shape,q.dtype,q.values),t.makeTensorInfo(j.shape,j.dtype,j.values)]}if(s===0)return a[a.length-1]=0,[t.makeTensorInfo(a,o.dtype,[]),t.makeTensorInfo(a,"int32",[])];if(c===1)return[o,$r({attrs:{shape:a,dtype:"int32",value:0},backend:t})];let p=t.texData.get(o.dataId),d=p!==null&&p.isPacked,m=d?t.unpackTensor(o):o,h=b.sizeFromShape(a)/c,g=M({inputs:{x:m},attrs:{shape:[h,c]},backend:t});d&&ro(t,m);let x=R2(s),y=R2(c),C=null,I=()=>C===null?[g,g]:[g,C],_=(B,q,j)=>{let ue=I(),fe=new Vp(j),ve=[[c],[C===null?1:0],[Number.NEGATIVE_INFINITY],[B],[q]],le=C;C=t.runWebGLProgram(fe,ue,"int32",ve),ro(t,le)};for(let B=1;B<x;B*=2){let q=B*2;for(let j=B;j>=1;j/=2)_(q,j,[h,y])}for(let B=y;B>x;B/=2){let q=I(),j=new Gp([h,B/2]),fe=[[c],[C===null?1:0],[x]],ge=C;C=t.runWebGLProgram(j,q,"int32",fe),ro(t,ge);let ve=x/2,le=ve*2;for(let ke=ve;ke>=1;ke/=2)_(le,ke,C.shape)}let A=C;C=tr({inputs:{x:C},backend:t,attrs:{begin:0,size:[h,s]}}),ro(t,A);let N=sx({inputs:{x:g,indices:C},backend:t,attrs:{axis:1,batchDims:1}});ro(t,g);let F=a.slice(0,-1);F.push(s),A=C,C=M({inputs:{x:C},attrs:{shape:F},backend:t}),ro(t,A);let O=N;return N=M({inputs:{x:N},attrs:{shape:F},backend:t}),ro(t,O),[N,C]}var N2={kernelName:wa,backendName:"webgl",kernelFunc:eW};var zp=class{constructor(e,t,n,o,s,i){this.variableNames=["Image","Transforms"],this.outputShape=i;let u=n==="nearest"?1:2,l;switch(o){case"constant":l=1;break;case"reflect":l=2;break;case"wrap":l=3;break;case"nearest":l=4;break;default:l=1;break}this.userCode=`
            float mapCoord(float outCoord, float len) {
              float inCoord = outCoord;
              if(${l} == 2) {
                if (inCoord < 0.0) {
                  if (len <= 1.0) {
                    inCoord = 0.0;
                  } else {
                    float sz2 = 2.0 * len;
                    if (inCoord < sz2) {
                      inCoord = sz2 * float(int(float(-inCoord / sz2))) +
                      inCoord;
                    }
                    inCoord = inCoord < -len ? inCoord + sz2 : -inCoord - 1.0;
                  }
                } else if (inCoord > len - 1.0) {
                  if (len <= 1.0) {
                    inCoord = 0.0;
                  } else {
                    float sz2 = 2.0 * len;
                    inCoord -= sz2 * float(int(float(inCoord / sz2)));
                    if (inCoord >= len) {
                      inCoord = sz2 - inCoord - 1.0;
                    }
                  }
                }
                return clamp(inCoord, 0.0, len - 1.0);
              } else if (${l} == 3) {
                if (inCoord < 0.0) {
                  if (len <= 1.0) {
                    inCoord = 0.0;
                  } else {
                    float sz = len - 1.0;
                    inCoord += len * (float(int(float(-inCoord / sz))) + 1.0);
                  }
                } else if (inCoord > len - 1.0) {
                  if (len <= 1.0) {
                    inCoord = 0.0;
                  } else {
                    float sz = len - 1.0;
                    inCoord -= len * float(int(float(inCoord / sz)));
                  }
                }
                return clamp(inCoord, 0.0, len - 1.0);
              } else if (${l} == 4) {
                return clamp(outCoord, 0.0, len - 1.0);
              } else {
                return outCoord;
              }
            }

            float readWithFillValue(int batch, int coordY, int coordX,
              int channel) {
              float outputValue;
              if (0 <= coordY && coordY < ${e} && 0 <= coordX && coordX < ${t}) {
                  outputValue = getImage(batch, coordY, coordX, channel);
              } else {
                outputValue = float(${s});
              }
              return outputValue;
            }

            void main() {
              ivec4 coords = getOutputCoords();
              float outputValue;
              int batch = coords[0];
              int x = coords[2];
              int y = coords[1];
              int channel = coords[3];
              float xf = float(x);
              float yf = float(y);
              float a1 = getTransforms(batch, 0);
              float a2 = getTransforms(batch, 1);
              float a3 = getTransforms(batch, 2);
              float b1 = getTransforms(batch, 3);
              float b2 = getTransforms(batch, 4);
              float b3 = getTransforms(batch, 5);
              float c1 = getTransforms(batch, 6);
              float c2 = getTransforms(batch, 7);
              float projection = c1 * xf + c2 * yf + 1.0;
              if (projection == 0.0) {
                outputValue = float(${s});
              } else {
                float inX = (a1 * xf + a2 * yf + a3) / projection;
                float inY = (b1 * xf + b2 * yf + b3) / projection;
                float mapX = mapCoord(inX, float(${t}));
                float mapY = mapCoord(inY, float(${e}));

                if (${u} == 1) {
                  int coordY = int(round(mapY));
                  int coordX = int(round(mapX));
                  outputValue = readWithFillValue(batch, coordY, coordX,
                    channel);
                } else {
                  float yFloor = floor(mapY);
                  float xFloor = floor(mapX);
                  float yCeil = yFloor + 1.0;
                  float xCeil = xFloor + 1.0;
                  float valueYFloor = (xCeil - mapX) *
                  readWithFillValue(batch, int(yFloor), int(xFloor), channel) +
                  (mapX - xFloor) *
                  readWithFillValue(batch, int(yFloor), int(xCeil), channel);
                  float valueYCeil = (xCeil - mapX) *
                  readWithFillValue(batch, int(yCeil), int(xFloor), channel) +
                  (mapX - xFloor) *
                  readWithFillValue(batch, int(yCeil), int(xCeil), channel);
                  outputValue = (yCeil - mapY) * valueYFloor +
                  (mapY - yFloor) * valueYCeil;
                }
              }
              setOutput(outputValue);
            }
        `}};function tW(r){let{inputs:e,backend:t,attrs:n}=r,{image:o,transforms:s}=e,{interpolation:i,fillMode:u,fillValue:l,outputShape:a}=n,[c,p,d,m]=o.shape,[f,h]=a??[p,d],g=[c,f,h,m],x=new zp(p,d,i,u,l,g);return t.runWebGLProgram(x,[o,s],"float32")}var A2={kernelName:Fn,backendName:"webgl",kernelFunc:tW};function rW(r){let{inputs:e,attrs:t,backend:n}=r,{axis:o}=t,{x:s}=e;cr(s,"unique"),console.warn("WARNING: ","UI might be locked temporarily as data is being downloaded");let i=n.readSync(s.dataId),{outputValues:u,outputShape:l,indices:a}=G_(i,o,s.shape,s.dtype);return[n.makeTensorInfo(l,s.dtype,u),n.makeTensorInfo([a.length],"int32",a)]}var $2={kernelName:ol,backendName:"webgl",kernelFunc:rW};function nW(r){let{inputs:e,backend:t,attrs:n}=r,{value:o}=e,{axis:s}=n;s<0&&(s+=o.shape.length);let i=o,u=i.shape.length,l=o.shape[s],a=new Array(u-1),c=0;for(let h=0;h<u;h++)h!==s&&(a[c++]=i.shape[h]);let p=[],d=new Array(u).fill(0),m=i.shape.slice();m[s]=1;let f=new Array(l);for(let h=0;h<f.length;h++){d[s]=h;let g=tr({inputs:{x:i},backend:t,attrs:{begin:d,size:m}}),x=M({inputs:{x:g},backend:t,attrs:{shape:a}});f[h]=x,p.push(g)}return p.forEach(h=>t.disposeIntermediateTensorInfo(h)),f}var F2={kernelName:sl,backendName:"webgl",kernelFunc:nW};var Hp=class{constructor(e,t){this.variableNames=["x","segmentIds"];let n=e.windowSize,o=e.batchSize,s=e.inSize,i=e.numSegments,u=i*Math.ceil(s/n);this.outputShape=[o,u];let l="0.0",a="sumValue",c=Math.floor(n/4)*4,p=n%4,d=`
        sumValue += dot(values, segFilter);
    `,m="";s%n>0&&(m=`
        if (inIdx < 0 || inIdx >= ${s}) {
          return initializationValue;
        }
      `);let f="";s%n>0&&(f=`
        if (inIdx < 0 || inIdx >= ${s}) {
          return -1.0;
        }
      `),this.userCode=`
      const float initializationValue = ${l};

      float getValue(int batch, int inIdx) {
        ${m}
        return getX(batch, inIdx);
      }

      float getSegmentIdAtIndex(int inIdx) {
        ${f}
        return getSegmentIds(inIdx);
      }

      void main() {
        ivec2 coords = getOutputCoords();
        int batch = coords[0];
        int outIdx = coords[1];
        int inOffset = int(floor(float(outIdx) / float(
          ${i})) * float(${n}));
        int currentSeg = int(mod(float(outIdx), float(${i})));

        float sumValue = 0.0;

        for (int i = 0; i < ${c}; i += 4) {
          int inIdx = inOffset + i;
          vec4 values = vec4(
            getValue(batch, inIdx),
            getValue(batch, inIdx + 1),
            getValue(batch, inIdx + 2),
            getValue(batch, inIdx + 3)
          );

          vec4 segFilter = vec4(
            int(getSegmentIdAtIndex(inIdx)) == currentSeg ? 1 : 0,
            int(getSegmentIdAtIndex(inIdx + 1)) == currentSeg ? 1 : 0,
            int(getSegmentIdAtIndex(inIdx + 2)) == currentSeg ? 1 : 0,
            int(getSegmentIdAtIndex(inIdx + 3)) == currentSeg ? 1 : 0
          );

          ${d}
        }

        int inIdx = inOffset + ${c};
        if (${p===1}) {
          vec4 values = vec4(
            getValue(batch, inIdx),
            initializationValue,
            initializationValue,
            initializationValue
          );

          int inIdxSeg = int(getSegmentIdAtIndex(inIdx));

          vec4 segFilter = vec4(
            int(getSegmentIdAtIndex(inIdx)) == currentSeg ? 1 : 0,
            0,
            0,
            0
          );

          ${d}
        } else if (${p===2}) {
          vec4 values = vec4(
            getValue(batch, inIdx),
            getValue(batch, inIdx + 1),
            initializationValue,
            initializationValue
          );

          vec4 segFilter = vec4(
            int(getSegmentIdAtIndex(inIdx)) == currentSeg ? 1 : 0,
            int(getSegmentIdAtIndex(inIdx + 1)) == currentSeg ? 1 : 0,
              0,
              0
          );

          ${d}
        } else if (${p===3}) {
          vec4 values = vec4(
            getValue(batch, inIdx),
            getValue(batch, inIdx + 1),
            getValue(batch, inIdx + 2),
            initializationValue
          );

          vec4 segFilter = vec4(
            int(getSegmentIdAtIndex(inIdx)) == currentSeg ? 1 : 0,
            int(getSegmentIdAtIndex(inIdx + 1)) == currentSeg ? 1 : 0,
            int(getSegmentIdAtIndex(inIdx + 2)) == currentSeg ? 1 : 0,
            0
          );

          ${d}
        }
        setOutput(${a});
      }
    `}};function oW(r){let{inputs:e,backend:t,attrs:n}=r,{x:o,segmentIds:s}=e,{numSegments:i}=n,u=o.shape.length,l=[],a=0,c=w.getAxesPermutation([a],u),p=o;c!=null&&(p=we({inputs:{x:o},backend:t,attrs:{perm:c}}),l.push(p),a=w.getInnerMostAxes(1,u)[0]);let d=w.segment_util.computeOutShape(p.shape,a,i),m=b.sizeFromShape([p.shape[a]]),f=M({inputs:{x:p},backend:t,attrs:{shape:[-1,m]}});l.push(f);let h=Wn(o.dtype),g=(I,_,A,N,F)=>{let O=I.shape[0],B=I.shape[1],q=w.segment_util.segOpComputeOptimalWindowSize(B,F),j={windowSize:q,inSize:B,batchSize:O,numSegments:F},ue=new Hp(j,_),fe=t.compileAndRun(ue,[I,A],N);if(l.push(fe),fe.shape[1]===F)return fe;let ge=px({backend:t,attrs:{start:0,stop:F,step:1,dtype:"float32"}}),ve=dx({inputs:{x:ge},backend:t,attrs:{reps:[B/q]}});return l.push(ge),l.push(ve),g(fe,_,ve,N,F)},x=g(f,"unsortedSegmentSum",s,h,i),y=M({inputs:{x},backend:t,attrs:{shape:d}}),C=y;if(c!=null){l.push(y);let I=w.getUndoAxesPermutation(c);C=we({inputs:{x:C},backend:t,attrs:{perm:I}})}return l.forEach(I=>t.disposeIntermediateTensorInfo(I)),C}var D2={kernelName:tb,backendName:"webgl",kernelFunc:oW};var sW=[g1,b1,y1,w1,I1,v1,S1,_1,E1,R1,N1,A1,$1,F1,D1,M1,P1,O1,B1,L1,U1,V1,G1,z1,H1,X1,Q1,Z1,a1,ek,rk,nk,ok,sk,ak,ik,uk,lk,ck,pk,fk,hk,gk,xk,bk,yk,wk,Ck,Ik,vk,Sk,_k,kk,Tk,Ek,Rk,Ak,$k,Fk,Dk,Pk,Ok,Bk,Lk,Uk,Wk,Vk,Gk,zk,s1,Hk,tk,qk,Kk,jk,i1,Xk,Yk,Qk,Zk,Jk,eT,tT,rT,nT,oT,aT,iT,uT,lT,cT,pT,mT,hT,gT,xT,bT,yT,ST,c1,_T,kT,TT,ET,q1,RT,$T,FT,DT,MT,u1,PT,OT,BT,LT,UT,K1,wT,WT,VT,GT,d1,zT,HT,qT,KT,jT,XT,YT,QT,ZT,JT,e2,t2,r2,n2,o2,s2,W1,vT,a2,i2,u2,l2,c2,p2,d2,m2,h2,g2,b2,y2,w2,C2,I2,v2,S2,IT,f1,_2,k2,T2,E2,N2,A2,h1,$2,F2,D2,NT];for(let r of sW)il(r);var M2=([r,e],t)=>r+e*t;function mx(r,e){return e?kh(r,[[0,0],[e,e],[e,e],[0,0]]):r}function aW(r){return de(()=>{let e=Fe(1,te(1,Y(.3275911,Aa(r)))),t=He(0);for(let n of iW)t=Y(e,te(n,t));return Y(Eh(r),st(1,Y(t,Sh(Ua(lt(r))))))})}var iW=[1.061405429,-1.453152027,1.421413741,-.284496736,.254829592],uW={add:([r,e])=>te(r,e),sub:([r,e])=>st(r,e),mul:([r,e])=>Y(r,e),div:([r,e])=>Fe(r,e),relu:([r])=>Ga(r),elu:([r])=>Ma(r),tanh:([r])=>yh(r),erf:([r])=>aW(r),square:([r])=>lt(r),rsqrt:([r])=>Al(r),leaky_relu:([r],e)=>Ba(r,e.slope),matmul:([r,e])=>bh(r,e),conv:([r,e],t)=>Tl(mx(r,t.pad),e,t.stride,"valid"),depthwise:([r,e],t)=>wh(mx(r,t.pad),e,t.stride,"valid"),upconv:([r,e])=>{let[t,n,o]=r.shape,s=e.shape[3]/4,i=Tl(mx(r,1),e,1,"valid"),u=a=>Gn(i,[0,a>>1,a&1,a*s],[t,n,o,s]),l=[0,2].map(a=>Pe(_l([u(a),u(a+1)],3),[t,n,2*o,s]));return Pe(_l(l,2),[t,2*n,2*o,s])},double:([r])=>Py.resizeNearestNeighbor(r,[2*r.shape[1],2*r.shape[2]]),reshape:([r],e,t)=>Pe(r,e.to.map(n=>M2(n,t))),transpose:([r],e)=>by(r,e.order),slice:([r],e)=>{let t=r.shape.map(()=>0),n=[...r.shape];return t[e.axis]=e.start,n[e.axis]=e.end-e.start,Gn(r,t,n)},tile:([r],e,t)=>Oa(r,e.repeats.map(n=>M2(n,t))),mean:([r],e)=>Wa(r,e.axes,!0),normalise:([r],e)=>{let t=st(r,Wa(r,e.axis,!0)),n=Wa(lt(t),e.axis,!0);return Y(t,Al(te(n,e.epsilon)))}},bi=class{constructor(e,t){this.ops=e,this.constants=t}run(e,t){let n=[];return this.ops.forEach((o,s)=>{if(o.op==="input")n.push(kr(e[o.name]));else{let i=o.in.map(u=>typeof u=="number"?n[u]:this.constants[u]);n.push(de(()=>uW[o.op](i,o,t)))}for(let i of o.free??[])n[i].dispose()}),n[n.length-1]}};function P2(r){let e=new DataView(r.buffer,r.byteOffset,r.byteLength),t=Number(e.getBigUint64(0,!0)),n=JSON.parse(new TextDecoder().decode(r.subarray(8,8+t))),o={};for(let[s,{shape:i,data_offsets:u,dtype:l}]of Object.entries(n)){if(s==="__metadata__")continue;let a=8+t+u[0],c={F16:2,F32:4}[l],p=new Float32Array((u[1]-u[0])/c);for(let d=0;d<p.length;d++){let m=a+c*d;p[d]=c===2?lW(e.getUint16(m,!0)):e.getFloat32(m,!0)}o[s]=Xt(p,i)}return o}function lW(r){let e=r&32768?-1:1,t=r>>10&31,n=r&1023;return t===0?e*n*2**-24:t===31?n?NaN:e*(1/0):e*(1+n/1024)*2**(t-15)}function O2(r){return r instanceof Uint8Array||ArrayBuffer.isView(r)&&r.constructor.name==="Uint8Array"&&"BYTES_PER_ELEMENT"in r&&r.BYTES_PER_ELEMENT===1}var fx=r=>r?`"${r}" `:"";function yi(r,e=""){if(typeof r!="number")throw new TypeError(fx(e)+"expected number, got "+typeof r);if(!Number.isSafeInteger(r)||r<0)throw new RangeError(fx(e)+"expected integer >= 0, got "+r);return r}function Fr(r,e,t=""){if(O2(r)&&(e===void 0||r.length===e))return r;e!==void 0&&yi(e,"length");let n=O2(r),o=e!==void 0?` of length ${e}`:"",s=n?`length=${r.length}`:`type=${typeof r}`,i=fx(t)+"expected Uint8Array"+o+", got "+s;throw n?new RangeError(i):new TypeError(i)}function hx(r){return Uint8Array.from(Fr(r))}var cW=(r,e)=>{if(r===null||typeof r!="object"||Array.isArray(r))throw new TypeError((e==="object"?"":`"${e}" `)+"expected object, got type="+typeof r)},B2=(r,e)=>{cW(r,e);let t=Object.getPrototypeOf(r);if(t!==Object.prototype&&t!==null)throw new TypeError(`"${e}" expected plain object`);if(Object.hasOwn(r,"__proto__"))throw new TypeError(`"${e}.__proto__" is not allowed`)};function gx(r,e=!0){if(r.destroyed)throw new Error("hash was destroyed");if(e&&r.finished)throw new Error("digest() was already called")}function L2(r,e){Fr(r,void 0,"output");let t=e.outputLen;if(!(r.length>=t))throw new RangeError('"output" expected length >= '+t)}function wi(r){return new Uint32Array(r.buffer,r.byteOffset,Math.floor(r.byteLength/4))}function qp(...r){for(let e=0;e<r.length;e++)r[e].fill(0)}var U2=new Uint8Array(new Uint32Array([287454020]).buffer)[0]===68;function W2(r){return r<<24&4278190080|r<<8&16711680|r>>>8&65280|r>>>24&255}var dr=U2?r=>r:r=>W2(r)>>>0;function pW(r){for(let e=0;e<r.length;e++)r[e]=W2(r[e]);return r}var no=U2?r=>r:pW;function xx(r,e,t="opts"){return B2(r,"defaults"),e!==void 0&&B2(e,t),Object.assign(Object.create(null),r,e)}function V2(r,e={}){if(typeof r!="function")throw new TypeError('"hashCons" expected function, got type='+typeof r);e=xx({},e,"info");let t=(o,s)=>r(s).update(o).digest(),n=r(void 0);return t.outputLen=n.outputLen,t.blockLen=n.blockLen,t.canXOF=n.canXOF,t.create=o=>r(o),Object.assign(t,e),Object.freeze(t)}var G2=Uint8Array.from([0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,14,10,4,8,9,15,13,6,1,12,0,2,11,7,5,3,11,8,12,0,5,2,15,13,10,14,3,6,7,1,9,4,7,9,3,1,13,12,11,14,2,6,5,10,4,0,15,8,9,0,5,7,2,4,10,15,14,1,11,12,6,8,3,13,2,12,6,10,0,11,8,3,4,13,7,5,15,14,1,9,12,5,1,15,14,13,4,10,0,7,6,3,9,2,8,11,13,11,7,14,12,1,3,9,5,0,15,4,8,6,2,10,6,15,14,9,11,3,0,8,12,2,13,7,1,4,10,5,10,2,8,4,7,6,1,5,15,11,9,14,3,12,13,0,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,14,10,4,8,9,15,13,6,1,12,0,2,11,7,5,3,11,8,12,0,5,2,15,13,10,14,3,6,7,1,9,4,7,9,3,1,13,12,11,14,2,6,5,10,4,0,15,8,9,0,5,7,2,4,10,15,14,1,11,12,6,8,3,13,2,12,6,10,0,11,8,3,4,13,7,5,15,14,1,9]);var z2=r=>r/2**32|0,H2=r=>r>>>0;var bx=(r,e,t)=>r>>>t|e<<32-t,yx=(r,e,t)=>r<<32-t|e>>>t,q2=(r,e,t)=>r<<64-t|e>>>t-32,K2=(r,e,t)=>r>>>t-32|e<<64-t,j2=(r,e)=>e,X2=(r,e)=>r;function wx(r,e,t,n){let o=(e>>>0)+(n>>>0);return{h:r+t+(o/2**32|0)|0,l:o|0}}var Cx=(r,e,t)=>(r>>>0)+(e>>>0)+(t>>>0),Ix=(r,e,t,n)=>e+t+n+(r/2**32|0)|0;var je=Uint32Array.from([4089235720,1779033703,2227873595,3144134277,4271175723,1013904242,1595750129,2773480762,2917565137,1359893119,725511199,2600822924,4215389547,528734635,327033209,1541459225]),U=new Uint32Array(32);function an(r,e,t,n,o,s){let i=o[s],u=o[s+1],l=U[2*r],a=U[2*r+1],c=U[2*e],p=U[2*e+1],d=U[2*t],m=U[2*t+1],f=U[2*n],h=U[2*n+1],g=Cx(l,c,i);a=Ix(g,a,p,u),l=g|0;let x=h^a,y=f^l;h=j2(x,y),f=X2(x,y),{h:m,l:d}=wx(m,d,h,f),x=p^m,y=c^d,p=bx(x,y,24),c=yx(x,y,24),U[2*r]=l,U[2*r+1]=a,U[2*e]=c,U[2*e+1]=p,U[2*t]=d,U[2*t+1]=m,U[2*n]=f,U[2*n+1]=h}function un(r,e,t,n,o,s){let i=o[s],u=o[s+1],l=U[2*r],a=U[2*r+1],c=U[2*e],p=U[2*e+1],d=U[2*t],m=U[2*t+1],f=U[2*n],h=U[2*n+1],g=Cx(l,c,i);a=Ix(g,a,p,u),l=g|0;let x=h^a,y=f^l;h=bx(x,y,16),f=yx(x,y,16),{h:m,l:d}=wx(m,d,h,f),x=p^m,y=c^d,p=q2(x,y,63),c=K2(x,y,63),U[2*r]=l,U[2*r+1]=a,U[2*e]=c,U[2*e+1]=p,U[2*t]=d,U[2*t+1]=m,U[2*n]=f,U[2*n+1]=h}function mW(r,e={},t,n,o){if(yi(t),r<=0||r>t)throw new Error('"dkLen" must be 1..'+t+", got "+r);let{key:s,salt:i,personalization:u}=e;if(s!==void 0&&(s.length<1||s.length>t))throw new Error('"key" expected to be undefined or of length=1..'+t);i!==void 0&&Fr(i,n,"salt"),u!==void 0&&Fr(u,o,"personalization")}var vx=class{buffer;buffer32;finished=!1;destroyed=!1;length=0;pos=0;blockLen;outputLen;canXOF=!1;constructor(e,t){yi(e),yi(t),this.blockLen=e,this.outputLen=t,this.buffer=new Uint8Array(e),this.buffer32=wi(this.buffer)}update(e){gx(this),Fr(e);let{blockLen:t,buffer:n,buffer32:o}=this,s=e.length,i=e.byteOffset,u=e.buffer;for(let l=0;l<s;){this.pos===t&&(no(o),this.compress(o,0,!1),no(o),this.pos=0);let a=Math.min(t-this.pos,s-l),c=i+l;if(a===t&&!(c%4)&&l+a<s){let p=new Uint32Array(u,c,Math.floor((s-l)/4));no(p);for(let d=0;l+t<s;d+=o.length,l+=t)this.length+=t,this.compress(p,d,!1);no(p);continue}n.set(l===0&&a===s?e:e.subarray(l,l+a),this.pos),this.pos+=a,this.length+=a,l+=a}return this}digestInto(e){if(gx(this),L2(e,this),e.byteOffset&3)throw new RangeError('"output" expected 4-byte aligned byteOffset, got '+e.byteOffset);let{pos:t,buffer32:n}=this;this.finished=!0,this.buffer.fill(0,t),no(n),this.compress(n,0,!0),no(n);let o=this.get(),s=e===this.buffer?n:wi(e),i=Math.floor(this.outputLen/4);for(let c=0;c<i;c++)s[c]=dr(o[c]);let u=this.outputLen%4;if(!u)return;let l=i*4,a=o[i];for(let c=0;c<u;c++)e[l+c]=a>>>8*c}digest(){let{buffer:e,outputLen:t}=this;this.digestInto(e);let n=e.slice(0,t);return this.destroy(),n}_cloneInto(e){let{buffer:t,length:n,finished:o,destroyed:s,outputLen:i,pos:u}=this;return e||=new this.constructor({dkLen:i}),e.set(...this.get()),e.buffer.set(t),e.destroyed=s,e.finished=o,e.length=n,e.pos=u,e.outputLen=i,e}clone(){return this._cloneInto()}},Sx=class extends vx{v0l=je[0]|0;v0h=je[1]|0;v1l=je[2]|0;v1h=je[3]|0;v2l=je[4]|0;v2h=je[5]|0;v3l=je[6]|0;v3h=je[7]|0;v4l=je[8]|0;v4h=je[9]|0;v5l=je[10]|0;v5h=je[11]|0;v6l=je[12]|0;v6h=je[13]|0;v7l=je[14]|0;v7h=je[15]|0;constructor(e={}){e=xx({},e);let t=e.dkLen===void 0?64:e.dkLen;super(128,t),mW(t,e,64,16,16);let{key:n,personalization:o,salt:s}=e,i=0;if(n!==void 0&&(Fr(n,void 0,"key"),i=n.length),this.v0l^=this.outputLen|i<<8|65536|1<<24,s!==void 0){Fr(s,void 0,"salt");let u=wi(hx(s));this.v4l^=dr(u[0]),this.v4h^=dr(u[1]),this.v5l^=dr(u[2]),this.v5h^=dr(u[3])}if(o!==void 0){Fr(o,void 0,"personalization");let u=wi(hx(o));this.v6l^=dr(u[0]),this.v6h^=dr(u[1]),this.v7l^=dr(u[2]),this.v7h^=dr(u[3])}if(n!==void 0){let u=new Uint8Array(this.blockLen);u.set(n),this.update(u),qp(u)}}get(){let{v0l:e,v0h:t,v1l:n,v1h:o,v2l:s,v2h:i,v3l:u,v3h:l,v4l:a,v4h:c,v5l:p,v5h:d,v6l:m,v6h:f,v7l:h,v7h:g}=this;return[e,t,n,o,s,i,u,l,a,c,p,d,m,f,h,g]}set(e,t,n,o,s,i,u,l,a,c,p,d,m,f,h,g){this.v0l=e|0,this.v0h=t|0,this.v1l=n|0,this.v1h=o|0,this.v2l=s|0,this.v2h=i|0,this.v3l=u|0,this.v3h=l|0,this.v4l=a|0,this.v4h=c|0,this.v5l=p|0,this.v5h=d|0,this.v6l=m|0,this.v6h=f|0,this.v7l=h|0,this.v7h=g|0}compress(e,t,n){let{v0l:o,v0h:s,v1l:i,v1h:u,v2l:l,v2h:a,v3l:c,v3h:p,v4l:d,v4h:m,v5l:f,v5h:h,v6l:g,v6h:x,v7l:y,v7h:C}=this;U[0]=o,U[1]=s,U[2]=i,U[3]=u,U[4]=l,U[5]=a,U[6]=c,U[7]=p,U[8]=d,U[9]=m,U[10]=f,U[11]=h,U[12]=g,U[13]=x,U[14]=y,U[15]=C,U.set(je,16);let I=H2(this.length),_=z2(this.length);U[24]=je[8]^I,U[25]=je[9]^_,n&&(U[28]=~U[28],U[29]=~U[29]);let A=0,N=G2;for(let F=0;F<12;F++)an(0,4,8,12,e,t+2*N[A++]),un(0,4,8,12,e,t+2*N[A++]),an(1,5,9,13,e,t+2*N[A++]),un(1,5,9,13,e,t+2*N[A++]),an(2,6,10,14,e,t+2*N[A++]),un(2,6,10,14,e,t+2*N[A++]),an(3,7,11,15,e,t+2*N[A++]),un(3,7,11,15,e,t+2*N[A++]),an(0,5,10,15,e,t+2*N[A++]),un(0,5,10,15,e,t+2*N[A++]),an(1,6,11,12,e,t+2*N[A++]),un(1,6,11,12,e,t+2*N[A++]),an(2,7,8,13,e,t+2*N[A++]),un(2,7,8,13,e,t+2*N[A++]),an(3,4,9,14,e,t+2*N[A++]),un(3,4,9,14,e,t+2*N[A++]);this.v0l^=U[0]^U[16],this.v0h^=U[1]^U[17],this.v1l^=U[2]^U[18],this.v1h^=U[3]^U[19],this.v2l^=U[4]^U[20],this.v2h^=U[5]^U[21],this.v3l^=U[6]^U[22],this.v3h^=U[7]^U[23],this.v4l^=U[8]^U[24],this.v4h^=U[9]^U[25],this.v5l^=U[10]^U[26],this.v5h^=U[11]^U[27],this.v6l^=U[12]^U[28],this.v6h^=U[13]^U[29],this.v7l^=U[14]^U[30],this.v7h^=U[15]^U[31],qp(U)}destroy(){this.destroyed=!0,qp(this.buffer32),this.set(0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0)}},Y2=V2(r=>new Sx(r));var oo=624,fW=397,_x=class{constructor(e){this.state=new Uint32Array(oo),this.state[0]=e;for(let t=1;t<oo;t++){let n=this.state[t-1]^this.state[t-1]>>>30;this.state[t]=Math.imul(n,1812433253)+t}this.place=oo}next(){this.place===oo&&this.turn();let e=this.state[this.place++];return e^=e>>>11,e^=e<<7&2636928640,e^=e<<15&4022730752,(e^e>>>18)>>>0}turn(){let e=this.state;for(let t=0;t<oo;t++){let n=e[t]&2147483648|e[(t+1)%oo]&2147483647;e[t]=e[(t+fW)%oo]^n>>>1^(n&1?2567483615:0)}this.place=0}uniform(){return(this.next()&16777215)/16777216}uniform53(){return((this.next()&2097151)*4294967296+this.next())/2**53}};function kx(r,e){let t=Y2(new TextEncoder().encode(`${r}/${e}`),{dkLen:8});return new _x(new DataView(t.buffer,t.byteOffset).getUint32(0,!0))}function Tx(r,e){let t=new Float32Array(e);if(e<16){for(let n=0;n<e;n+=2){let o=2*Math.PI*r.uniform53(),s=Math.sqrt(-2*Math.log1p(-r.uniform53()));t[n]=s*Math.cos(o),n+1<e&&(t[n+1]=s*Math.sin(o))}return t}for(let n=0;n<e;n++)t[n]=r.uniform();for(let n=0;n+15<e;n+=16)Q2(t,n);if(e%16){for(let n=e-16;n<e;n++)t[n]=r.uniform();Q2(t,e-16)}return t}function Q2(r,e){for(let t=e;t<e+8;t++){let n=Math.sqrt(-2*Math.log(1-r[t])),o=2*Math.PI*r[t+8];r[t]=n*Math.cos(o),r[t+8]=n*Math.sin(o)}}var pt,Z2,J2;async function hW({about:r,weights:e,wasm:t,backend:n}){if(pt=r,n==="wasm"){let s=URL.createObjectURL(new Blob([t],{type:"application/wasm"})),i=["","-simd","-threaded-simd"].map(u=>`tfjs-backend-wasm${u}.wasm`);Ng(Object.fromEntries(i.map(u=>[u,s])))}if(!await Fb(n))throw new Error(`no ${n} here`);await Db();let o=P2(e);return Z2=new bi(pt.mapping,o),J2=new bi(pt.synthesis,o),{backend:Mb()}}async function gW({seeds:r}){let e=new Float32Array(r.length*pt.z_dim);r.forEach((i,u)=>e.set(Tx(kx(i,"0/z"),pt.z_dim),u*pt.z_dim));let t=Xt(e,[r.length,pt.z_dim]),n=Z2.run({z:t},r.length),o=await n.data();Me([t,n]);let s=new Float32Array(r.length*pt.w_dim);for(let i=0;i<r.length;i++){let u=i*pt.num_ws*pt.w_dim;s.set(o.subarray(u,u+pt.w_dim),i*pt.w_dim)}return{values:s}}async function xW({w_plus:r,noise_seeds:e}){let t=e.length,n={w_plus:Xt(r,[t,pt.num_ws,pt.w_dim])};for(let{name:i,layer:u,px:l}of pt.noise){let a=new Float32Array(t*l*l);e.forEach((c,p)=>a.set(Tx(kx(c,`${u}/noise`),l*l),p*l*l)),n[i]=Xt(a,[t,l,l,1])}let o=J2.run(n,t),s=await o.data();if(Me([o,n]),!s.every(Number.isFinite))throw new Error("these pictures hold values that are no numbers");return{pixels:bW(s,t)}}function bW(r,e){let{resolution:t,channels:n}=pt,o=new Uint8ClampedArray(e*t*t*4);for(let s=0,i=0;i<o.length;s+=n,i+=4){let u=a=>Math.min(255,Math.max(0,(r[s+a]+1)*127.5)),l=n===4?Math.round(u(3)):255;for(let a=0;a<3;a++){let c=u(a);o[i+a]=n===4?Math.min(c,l)/Math.max(l,1)*255:c}o[i+3]=l}return o}var yW={open:hW,styles:gW,draw:xW};self.onmessage=async({data:{id:r,task:e,given:t}})=>{try{let n=await yW[e](t),o=Object.values(n).flatMap(s=>s.buffer?[s.buffer]:[]);self.postMessage({id:r,result:n},o)}catch(n){self.postMessage({id:r,error:String(n?.message??n)})}};})();
