KERNEL void f0(Pointer v0, Pointer v1) {
  const int v2 = *(const int *)(v0);
  const int v3 = (v2 + 4);
  for (int v4 = 0;;) {
    *(int *)(v1) = v3;
    v4 += 1;
    if (!(v4 < 1)) break;
  }
}
KERNEL void f1(Pointer v0, Pointer v1, Pointer v2, Pointer v3) {
  const float v4 = *(const float *)(v0);
  const float v5 = *(const float *)(v1);
  const float v6 = (v5 + 4.f);
  const float v7 = (v6 - v5);
  const float v8 = (v6 - v7);
  const float v9 = (v5 - v8);
  const float v10 = (4.f - v7);
  const float v11 = (v9 + v10);
  const float v12 = (v4 + v11);
  for (int v13 = 0;;) {
    *(float *)(v2) = v12;
    *(float *)(v3) = v6;
    v13 += 1;
    if (!(v13 < 1)) break;
  }
}
KERNEL void f2(Pointer v0, Pointer v1) {
  const int v2 = *(const int *)(v0);
  const int v3 = (v2 + 1);
  for (int v4 = 0;;) {
    *(int *)(v1) = v3;
    v4 += 1;
    if (!(v4 < 1)) break;
  }
}
KERNEL void f3(Pointer v0, Pointer v1, Pointer v2) {
  for (int v3 = 0;;) {
    const int v4 = (v3 * 4);
    const Pointer v5 = (v1 + (Offset)v4);
    const int v6 = *(const int *)(v5);
    const int v7 = s_max_i(v6, 0);
    const int v8 = s_min_i(v7, 3);
    const Pointer v9 = (v0 + (Offset)v8);
    const int v10 = (int)*(const unsigned char *)(v9);
    const Pointer v11 = (v2 + (Offset)v4);
    *(int *)(v11) = v10;
    v3 += 1;
    if (!(v3 < 4)) break;
  }
}
KERNEL void f4(Pointer v0) {
  const float v1 = (-0.25f);
  for (int v2 = 0;;) {
    const int v3 = (v2 * 4);
    const Pointer v4 = (v0 + (Offset)v3);
    *(float *)(v4) = v1;
    v2 += 1;
    if (!(v2 < 4)) break;
  }
}
PART void f5(int v0, Pointer v1, int v2, Pointer v3) {
  for (int v4 = 0;;) {
    const int v5 = (v4 + v0);
    const Pointer v6 = (v1 + (Offset)v5);
    const vi v7 = load_b(v6);
    const vf v8 = __builtin_convertvector(v7, vf);
    const vf v9 = (v8 * SPLAT(vf, 0.003921568859368563f));
    const int v10 = (v4 * 4);
    const int v11 = (v10 + v2);
    const Pointer v12 = (v3 + (Offset)v11);
    *(mf *)(v12) = v9;
    v4 += 8;
    if (!(v4 < 16)) break;
  }
}
KERNEL void f6(Pointer v0, Pointer v1, Pointer v2) {
  for (int v3 = 0;;) {
    const int v4 = (v3 * 4);
    const Pointer v5 = (v1 + (Offset)v4);
    const int v6 = *(const int *)(v5);
    const int v7 = s_max_i(v6, 0);
    const int v8 = s_min_i(v7, 3);
    const int v9 = (v8 * 16);
    const int v10 = (v3 * 64);
    f5(v9, v0, v10, v2);
    v3 += 1;
    if (!(v3 < 4)) break;
  }
}
PART void f7(int v0, int v1, int v2, Pointer v3, Pointer v4, Pointer v5, Pointer v6) {
  const int v7 = (v0 * 64);
  const Pointer v8 = (v3 + (Offset)v7);
  const int v9 = (v2 * 4);
  const Pointer v10 = (v4 + (Offset)v9);
  vf v11 = SPLAT(vf, 0.f);
  vf v12 = SPLAT(vf, 0.f);
  vf v13 = SPLAT(vf, 0.f);
  vf v14 = SPLAT(vf, 0.f);
  vf v15 = SPLAT(vf, 0.f);
  vf v16 = SPLAT(vf, 0.f);
  vf v17 = SPLAT(vf, 0.f);
  vf v18 = SPLAT(vf, 0.f);
  Pointer v19 = v10;
  const Pointer v20 = (v8 + 64);
  for (Pointer v21 = v8;;) {
    const vf v22 = keep(*(const mf *)(v19));
    const vf v23 = keep(*(const mf *)(v19 + 32));
    const vf v24 = splat_f(*(const float *)(v21));
    v11 = v_fma(v24, v22, v11);
    v12 = v_fma(v24, v23, v12);
    const vf v25 = splat_f(*(const float *)(v21 + 64));
    v13 = v_fma(v25, v22, v13);
    v14 = v_fma(v25, v23, v14);
    const vf v26 = splat_f(*(const float *)(v21 + 128));
    v15 = v_fma(v26, v22, v15);
    v16 = v_fma(v26, v23, v16);
    const vf v27 = splat_f(*(const float *)(v21 + 192));
    v17 = v_fma(v27, v22, v17);
    v18 = v_fma(v27, v23, v18);
    v19 = (v19 + 48);
    v21 += 4;
    if (!(v21 < v20)) break;
  }
  const Pointer v28 = (v5 + (Offset)v9);
  const vf v29 = *(const mf *)(v28);
  const vf v30 = (v11 + v29);
  const vf v31 = v_pseudoMax_f(v30, SPLAT(vf, 0.f));
  const int v32 = (v0 * 48);
  const int v33 = (v32 + v9);
  const Pointer v34 = (v6 + (Offset)v33);
  *(mf *)(v34) = v31;
  const Pointer v35 = (v5 + (Offset)v9);
  const vf v36 = *(const mf *)(v35 + 32);
  const vf v37 = (v12 + v36);
  const vf v38 = v_pseudoMax_f(v37, SPLAT(vf, 0.f));
  const int v39 = (v32 + v9);
  const Pointer v40 = (v6 + (Offset)v39);
  { vf part = v38; __builtin_memcpy((void *)(v40 + 32), &part, 16); }
  const vf v41 = (v13 + v29);
  const vf v42 = v_pseudoMax_f(v41, SPLAT(vf, 0.f));
  *(mf *)(v34 + 48) = v42;
  const vf v43 = (v14 + v36);
  const vf v44 = v_pseudoMax_f(v43, SPLAT(vf, 0.f));
  { vf part = v44; __builtin_memcpy((void *)(v40 + 80), &part, 16); }
  const vf v45 = (v15 + v29);
  const vf v46 = v_pseudoMax_f(v45, SPLAT(vf, 0.f));
  *(mf *)(v34 + 96) = v46;
  const vf v47 = (v16 + v36);
  const vf v48 = v_pseudoMax_f(v47, SPLAT(vf, 0.f));
  { vf part = v48; __builtin_memcpy((void *)(v40 + 128), &part, 16); }
  const vf v49 = (v17 + v29);
  const vf v50 = v_pseudoMax_f(v49, SPLAT(vf, 0.f));
  *(mf *)(v34 + 144) = v50;
  const vf v51 = (v18 + v36);
  const vf v52 = v_pseudoMax_f(v51, SPLAT(vf, 0.f));
  { vf part = v52; __builtin_memcpy((void *)(v40 + 176), &part, 16); }
}
KERNEL void f8(Pointer v0, Pointer v1, Pointer v2, Pointer v3) {
  f7(0, 0, 0, v0, v1, v2, v3);
}
PART void f9(int v0, int v1, int v2, Pointer v3, Pointer v4, Pointer v5, Pointer v6) {
  const int v7 = (v0 * 48);
  const Pointer v8 = (v3 + (Offset)v7);
  const int v9 = (v2 * 4);
  const Pointer v10 = (v4 + (Offset)v9);
  vf v11 = SPLAT(vf, 0.f);
  vf v12 = SPLAT(vf, 0.f);
  vf v13 = SPLAT(vf, 0.f);
  vf v14 = SPLAT(vf, 0.f);
  Pointer v15 = v10;
  const Pointer v16 = (v8 + 48);
  for (Pointer v17 = v8;;) {
    const vf v18 = keep(*(const mf *)(v15));
    const vf v19 = splat_f(*(const float *)(v17));
    v11 = v_fma(v19, v18, v11);
    const vf v20 = splat_f(*(const float *)(v17 + 48));
    v12 = v_fma(v20, v18, v12);
    const vf v21 = splat_f(*(const float *)(v17 + 96));
    v13 = v_fma(v21, v18, v13);
    const vf v22 = splat_f(*(const float *)(v17 + 144));
    v14 = v_fma(v22, v18, v14);
    v15 = (v15 + 16);
    v17 += 4;
    if (!(v17 < v16)) break;
  }
  const Pointer v23 = (v5 + (Offset)v9);
  const vf v24 = *(const mf *)(v23);
  const vf v25 = (v11 + v24);
  const vf v26 = v_pseudoMax_f(v25, SPLAT(vf, 0.f));
  const int v27 = (v0 * 16);
  const int v28 = (v27 + v9);
  const Pointer v29 = (v6 + (Offset)v28);
  { vf part = v26; __builtin_memcpy((void *)(v29), &part, 16); }
  const vf v30 = (v12 + v24);
  const vf v31 = v_pseudoMax_f(v30, SPLAT(vf, 0.f));
  { vf part = v31; __builtin_memcpy((void *)(v29 + 16), &part, 16); }
  const vf v32 = (v13 + v24);
  const vf v33 = v_pseudoMax_f(v32, SPLAT(vf, 0.f));
  { vf part = v33; __builtin_memcpy((void *)(v29 + 32), &part, 16); }
  const vf v34 = (v14 + v24);
  const vf v35 = v_pseudoMax_f(v34, SPLAT(vf, 0.f));
  { vf part = v35; __builtin_memcpy((void *)(v29 + 48), &part, 16); }
}
KERNEL void f10(Pointer v0, Pointer v1, Pointer v2, Pointer v3) {
  f9(0, 0, 0, v0, v1, v2, v3);
}
PART void f11(int v0, int v1, int v2, Pointer v3, Pointer v4, Pointer v5, Pointer v6) {
  const int v7 = (v0 * 16);
  const Pointer v8 = (v3 + (Offset)v7);
  const int v9 = (v2 * 4);
  const Pointer v10 = (v4 + (Offset)v9);
  vf v11 = SPLAT(vf, 0.f);
  vf v12 = SPLAT(vf, 0.f);
  vf v13 = SPLAT(vf, 0.f);
  vf v14 = SPLAT(vf, 0.f);
  Pointer v15 = v10;
  const Pointer v16 = (v8 + 16);
  for (Pointer v17 = v8;;) {
    const vf v18 = keep(*(const mf *)(v15));
    const vf v19 = splat_f(*(const float *)(v17));
    v11 = v_fma(v19, v18, v11);
    const vf v20 = splat_f(*(const float *)(v17 + 16));
    v12 = v_fma(v20, v18, v12);
    const vf v21 = splat_f(*(const float *)(v17 + 32));
    v13 = v_fma(v21, v18, v13);
    const vf v22 = splat_f(*(const float *)(v17 + 48));
    v14 = v_fma(v22, v18, v14);
    v15 = (v15 + 12);
    v17 += 4;
    if (!(v17 < v16)) break;
  }
  const Pointer v23 = (v5 + (Offset)v9);
  const vf v24 = *(const mf *)(v23);
  const vf v25 = (v11 + v24);
  const int v26 = (v0 * 12);
  const int v27 = (v26 + v9);
  const Pointer v28 = (v6 + (Offset)v27);
  { vf part = v25; __builtin_memcpy((void *)(v28), &part, 12); }
  const vf v29 = (v12 + v24);
  { vf part = v29; __builtin_memcpy((void *)(v28 + 12), &part, 12); }
  const vf v30 = (v13 + v24);
  { vf part = v30; __builtin_memcpy((void *)(v28 + 24), &part, 12); }
  const vf v31 = (v14 + v24);
  { vf part = v31; __builtin_memcpy((void *)(v28 + 36), &part, 12); }
}
KERNEL void f12(Pointer v0, Pointer v1, Pointer v2, Pointer v3) {
  f11(0, 0, 0, v0, v1, v2, v3);
}
PART void f13(int v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4, Pointer v5, Pointer v6, Pointer v7) {
  float v8 = (-__builtin_inff());
  const int v9 = (v0 * 12);
  for (int v10 = 0;;) {
    const int v11 = (v10 * 4);
    const int v12 = (v11 + v9);
    const Pointer v13 = (v1 + (Offset)v12);
    const float v14 = *(const float *)(v13);
    v8 = s_max_f(v8, v14);
    v10 += 1;
    if (!(v10 < 3)) break;
  }
  const float v15 = v8;
  float v16 = 0.f;
  for (int v17 = 0;;) {
    const int v18 = (v17 * 4);
    const int v19 = (v18 + v9);
    const Pointer v20 = (v1 + (Offset)v19);
    const float v21 = *(const float *)(v20);
    const float v22 = (v21 - v15);
    const float v23 = s_pseudoMin_f(v22, 89.f);
    const float v24 = s_pseudoMax_f(v23, (-105.f));
    const float v25 = (v24 * 1.4426950216293335f);
    const float v26 = s_nearest_f(v25);
    const float v27 = s_fma(v26, (-0.693359375f), v24);
    const float v28 = s_fma(v26, 0.00021219444170128554f, v27);
    const float v29 = s_fma(0.00019875691214110702f, v28, 0.001398199936375022f);
    const float v30 = s_fma(v29, v28, 0.008333452045917511f);
    const float v31 = s_fma(v30, v28, 0.04166579619050026f);
    const float v32 = s_fma(v31, v28, 0.1666666567325592f);
    const float v33 = s_fma(v32, v28, 0.5f);
    const float v34 = (v28 * v28);
    const float v35 = (v28 + 1.f);
    const float v36 = s_fma(v33, v34, v35);
    const int v37 = s_to_i(v26);
    const int v38 = (v37 >> 1);
    const int v39 = (v38 + 127);
    const int v40 = (int)((unsigned)v39 << 23);
    const float v41 = s_float((int)v40);
    const float v42 = (v36 * v41);
    const int v43 = (v37 - v38);
    const int v44 = (v43 + 127);
    const int v45 = (int)((unsigned)v44 << 23);
    const float v46 = s_float((int)v45);
    const float v47 = (v42 * v46);
    v16 = (v16 + v47);
    const Pointer v48 = (v2 + (Offset)v18);
    *(float *)(v48) = v47;
    const Pointer v49 = (v3 + (Offset)v19);
    *(float *)(v49) = v47;
    const Pointer v50 = (v4 + (Offset)v19);
    *(float *)(v50) = v22;
    v17 += 1;
    if (!(v17 < 3)) break;
  }
  const float v51 = v16;
  int v52 = 0;
  float v53 = (-__builtin_inff());
  Pointer v54 = v2;
  for (int v55 = 0;;) {
    const int v56 = (v55 * 4);
    const Pointer v57 = (v54 + (Offset)v56);
    const float v58 = *(const float *)(v57);
    const float v59 = (v58 / v51);
    const int v60 = (v59 > v53);
    const int v61 = (v59 != v59);
    const int v62 = (v53 == v53);
    const int v63 = (v61 & v62);
    const int v64 = (v60 | v63);
    v52 = (v64 ? v55 : v52);
    v53 = (v64 ? v59 : v53);
    v55 += 1;
    if (!(v55 < 3)) break;
  }
  const int v65 = v52;
  const float v66 = (0.25f / v51);
  const int v67 = (v0 * 4);
  const Pointer v68 = (v5 + (Offset)v67);
  *(float *)(v68) = v66;
  const Pointer v69 = (v6 + (Offset)v67);
  *(int *)(v69) = v65;
  const Pointer v70 = (v7 + (Offset)v67);
  *(float *)(v70) = v51;
}
KERNEL void f14(Pointer v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4, Pointer v5, Pointer v6) {
  for (int v7 = 0;;) {
    f13(v7, v0, v6, v4, v5, v1, v2, v3);
    v7 += 1;
    if (!(v7 < 4)) break;
  }
}
PART void f15(int v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4, Pointer v5, Pointer v6, Pointer v7) {
  float v8 = 0.f;
  const int v9 = (v0 * 4);
  const Pointer v10 = (v1 + (Offset)v9);
  const int v11 = *(const int *)(v10);
  const int v12 = (v0 * 12);
  const Pointer v13 = (v2 + (Offset)v9);
  const float v14 = *(const float *)(v13);
  const Pointer v15 = (v3 + (Offset)v9);
  const float v16 = *(const float *)(v15);
  for (int v17 = 0;;) {
    const int v18 = (v11 == v17);
    const int v19 = (v17 * 4);
    const int v20 = (v19 + v12);
    const Pointer v21 = (v4 + (Offset)v20);
    const float v22 = *(const float *)(v21);
    const float v23 = (v18 ? v22 : 0.f);
    const float v24 = (v18 ? v14 : 0.f);
    const Pointer v25 = (v5 + (Offset)v20);
    const float v26 = *(const float *)(v25);
    const float v27 = (v16 * v26);
    const float v28 = (v24 + v27);
    v8 = (v8 + v23);
    const Pointer v29 = (v6 + (Offset)v20);
    *(float *)(v29) = v28;
    v17 += 1;
    if (!(v17 < 3)) break;
  }
  const float v30 = v8;
  const Pointer v31 = (v7 + (Offset)v9);
  *(float *)(v31) = v30;
}
KERNEL void f16(Pointer v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4, Pointer v5, Pointer v6) {
  for (int v7 = 0;;) {
    f15(v7, v0, v1, v2, v4, v3, v5, v6);
    v7 += 1;
    if (!(v7 < 4)) break;
  }
}
KERNEL void f17(Pointer v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4, Pointer v5) {
  float v6 = 0.f;
  float v7 = 0.f;
  for (int v8 = 0;;) {
    const int v9 = (v8 * 4);
    const Pointer v10 = (v2 + (Offset)v9);
    const float v11 = *(const float *)(v10);
    const int v12 = (v11 < 1.1754943508222875e-38f);
    const float v13 = (v11 * 8388608.f);
    const float v14 = (v12 ? v13 : v11);
    const int v15 = (int)s_bits(v14);
    const int v16 = (v15 & 8388607);
    const int v17 = (v16 | 1056964608);
    const float v18 = s_float((int)v17);
    const int v19 = (v15 >> 23);
    const int v20 = (v18 < 0.7071067690849304f);
    const float v21 = (float)v19;
    const float v22 = (v12 ? 149.f : 126.f);
    const float v23 = (v21 - v22);
    const float v24 = (v20 ? v18 : 0.f);
    const float v25 = (v18 + v24);
    const float v26 = (v25 - 1.f);
    const float v27 = (v20 ? 1.f : 0.f);
    const float v28 = (v23 - v27);
    const float v29 = (v26 * v26);
    const float v30 = s_fma(0.07037683576345444f, v26, (-0.11514610052108765f));
    const float v31 = s_fma(v30, v26, 0.11676998436450958f);
    const float v32 = s_fma(v31, v26, (-0.12420140951871872f));
    const float v33 = s_fma(v32, v26, 0.14249323308467865f);
    const float v34 = s_fma(v33, v26, (-0.16668057441711426f));
    const float v35 = s_fma(v34, v26, 0.2000071406364441f);
    const float v36 = s_fma(v35, v26, (-0.24999994039535522f));
    const float v37 = s_fma(v36, v26, 0.3333333134651184f);
    const float v38 = (v37 * v26);
    const float v39 = (v38 * v29);
    const float v40 = s_fma(v28, (-0.00021219444170128554f), v39);
    const float v41 = s_fma(v29, (-0.5f), v40);
    const float v42 = (v26 + v41);
    const float v43 = s_fma(v28, 0.693359375f, v42);
    const int v44 = (v11 == 0.f);
    const float v45 = (v44 ? (-__builtin_inff()) : __builtin_nanf(""));
    const int v46 = (v11 > 0.f);
    const int v47 = (v11 == (__builtin_inff()));
    const float v48 = (v47 ? v11 : v43);
    const float v49 = (v46 ? v48 : v45);
    const Pointer v50 = (v3 + (Offset)v9);
    const float v51 = *(const float *)(v50);
    const float v52 = (v49 - v51);
    v7 = (v7 + v52);
    v8 += 1;
    if (!(v8 < 4)) break;
  }
  const float v53 = *(const float *)(v0);
  const float v54 = *(const float *)(v1);
  const float v55 = (v7 / 4.f);
  const float v56 = (v55 * 4.f);
  const float v57 = (v54 + v56);
  const float v58 = (v57 - v54);
  const float v59 = (v57 - v58);
  const float v60 = (v54 - v59);
  const float v61 = (v56 - v58);
  const float v62 = (v60 + v61);
  const float v63 = (v53 + v62);
  *(float *)(v4) = v63;
  *(float *)(v5) = v57;
}
KERNEL void f18(Pointer v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4, Pointer v5) {
  float v6 = 0.f;
  float v7 = 0.f;
  for (int v8 = 0;;) {
    const int v9 = (v8 * 4);
    const Pointer v10 = (v2 + (Offset)v9);
    const int v11 = *(const int *)(v10);
    const Pointer v12 = (v3 + (Offset)v9);
    const int v13 = *(const int *)(v12);
    const int v14 = (v11 == v13);
    const float v15 = (float)v14;
    v7 = (v7 + v15);
    v8 += 1;
    if (!(v8 < 4)) break;
  }
  const float v16 = *(const float *)(v0);
  const float v17 = *(const float *)(v1);
  const float v18 = (v17 + v7);
  const float v19 = (v18 - v17);
  const float v20 = (v18 - v19);
  const float v21 = (v17 - v20);
  const float v22 = (v7 - v19);
  const float v23 = (v21 + v22);
  const float v24 = (v16 + v23);
  *(float *)(v4) = v24;
  *(float *)(v5) = v18;
}
KERNEL void f19(Pointer v0, Pointer v1, Pointer v2, Pointer v3) {
  const float v4 = *(const float *)(v2);
  for (int v5 = 0;;) {
    float v6 = 0.f;
    const int v7 = (v5 * 4);
    for (int v8 = 0;;) {
      const int v9 = (v8 * 12);
      const int v10 = (v9 + v7);
      const Pointer v11 = (v1 + (Offset)v10);
      const float v12 = *(const float *)(v11);
      v6 = (v6 + v12);
      v8 += 1;
      if (!(v8 < 4)) break;
    }
    const Pointer v13 = (v0 + (Offset)v7);
    const float v14 = *(const float *)(v13);
    const float v15 = (v6 * v4);
    const float v16 = (v14 - v15);
    const Pointer v17 = (v3 + (Offset)v7);
    *(float *)(v17) = v16;
    v5 += 1;
    if (!(v5 < 3)) break;
  }
}
PART void f20(Pointer v0, Pointer v1) {
  const Pointer v2 = (v0 + 12);
  Pointer v3 = v1;
  for (Pointer v4 = v0;;) {
    const vf v5 = ((vf){*(const float *)(v4), *(const float *)(v4 + 12), *(const float *)(v4 + 24), *(const float *)(v4 + 36), 0.f, 0.f, 0.f, 0.f});
    *(mf *)(v3) = v5;
    v3 = (v3 + 32);
    v4 += 4;
    if (!(v4 < v2)) break;
  }
}
PART void f21(int v0, int v1, int v2, Pointer v3, Pointer v4, Pointer v5, Pointer v6) {
  const int v7 = (v0 * 12);
  const Pointer v8 = (v3 + (Offset)v7);
  vf v9 = SPLAT(vf, 0.f);
  vf v10 = SPLAT(vf, 0.f);
  vf v11 = SPLAT(vf, 0.f);
  vf v12 = SPLAT(vf, 0.f);
  Pointer v13 = v4;
  const Pointer v14 = (v8 + 12);
  for (Pointer v15 = v8;;) {
    const vf v16 = keep(*(const mf *)(v13));
    const vf v17 = splat_f(*(const float *)(v15));
    v9 = v_fma(v17, v16, v9);
    const vf v18 = splat_f(*(const float *)(v15 + 12));
    v10 = v_fma(v18, v16, v10);
    const vf v19 = splat_f(*(const float *)(v15 + 24));
    v11 = v_fma(v19, v16, v11);
    const vf v20 = splat_f(*(const float *)(v15 + 36));
    v12 = v_fma(v20, v16, v12);
    v13 = (v13 + 32);
    v15 += 4;
    if (!(v15 < v14)) break;
  }
  const int v21 = (v2 * 4);
  const int v22 = (v0 * 16);
  const int v23 = (v22 + v21);
  const Pointer v24 = (v5 + (Offset)v23);
  const vf v25 = *(const mf *)(v24);
  const vi v26 = ((vi)(v25 > SPLAT(vf, 0.f)));
  const vf v27 = v_select_f(v26, v9, SPLAT(vf, 0.f));
  const Pointer v28 = (v6 + (Offset)v23);
  { vf part = v27; __builtin_memcpy((void *)(v28), &part, 16); }
  const vf v29 = *(const mf *)(v24 + 16);
  const vi v30 = ((vi)(v29 > SPLAT(vf, 0.f)));
  const vf v31 = v_select_f(v30, v10, SPLAT(vf, 0.f));
  { vf part = v31; __builtin_memcpy((void *)(v28 + 16), &part, 16); }
  const vf v32 = *(const mf *)(v24 + 32);
  const vi v33 = ((vi)(v32 > SPLAT(vf, 0.f)));
  const vf v34 = v_select_f(v33, v11, SPLAT(vf, 0.f));
  { vf part = v34; __builtin_memcpy((void *)(v28 + 32), &part, 16); }
  const vf v35 = *(const mf *)(v24 + 48);
  const vi v36 = ((vi)(v35 > SPLAT(vf, 0.f)));
  const vf v37 = v_select_f(v36, v12, SPLAT(vf, 0.f));
  { vf part = v37; __builtin_memcpy((void *)(v28 + 48), &part, 16); }
}
KERNEL void f22(Pointer v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4) {
  f20(v2, v4);
  f21(0, 0, 0, v1, v4, v0, v3);
}
PART void f23(int v0, int v1, int v2, Pointer v3, Pointer v4, Pointer v5, float v6, Pointer v7) {
  const int v8 = (v0 * 4);
  const Pointer v9 = (v3 + (Offset)v8);
  const int v10 = (v2 * 4);
  const Pointer v11 = (v4 + (Offset)v10);
  vf v12 = SPLAT(vf, 0.f);
  vf v13 = SPLAT(vf, 0.f);
  vf v14 = SPLAT(vf, 0.f);
  vf v15 = SPLAT(vf, 0.f);
  Pointer v16 = v11;
  const Pointer v17 = (v9 + 64);
  for (Pointer v18 = v9;;) {
    const vf v19 = keep(*(const mf *)(v16));
    const vf v20 = splat_f(*(const float *)(v18));
    v12 = v_fma(v20, v19, v12);
    const vf v21 = splat_f(*(const float *)(v18 + 4));
    v13 = v_fma(v21, v19, v13);
    const vf v22 = splat_f(*(const float *)(v18 + 8));
    v14 = v_fma(v22, v19, v14);
    const vf v23 = splat_f(*(const float *)(v18 + 12));
    v15 = v_fma(v23, v19, v15);
    v16 = (v16 + 12);
    v18 += 16;
    if (!(v18 < v17)) break;
  }
  const int v24 = (v0 * 12);
  const int v25 = (v24 + v10);
  const Pointer v26 = (v5 + (Offset)v25);
  const vf v27 = *(const mf *)(v26);
  const vf v28 = (v12 * splat_f(v6));
  const vf v29 = (v27 - v28);
  const Pointer v30 = (v7 + (Offset)v25);
  { vf part = v29; __builtin_memcpy((void *)(v30), &part, 12); }
  const vf v31 = *(const mf *)(v26 + 12);
  const vf v32 = (v13 * splat_f(v6));
  const vf v33 = (v31 - v32);
  { vf part = v33; __builtin_memcpy((void *)(v30 + 12), &part, 12); }
  const vf v34 = *(const mf *)(v26 + 24);
  const vf v35 = (v14 * splat_f(v6));
  const vf v36 = (v34 - v35);
  { vf part = v36; __builtin_memcpy((void *)(v30 + 24), &part, 12); }
  const vf v37 = *(const mf *)(v26 + 36);
  const vf v38 = (v15 * splat_f(v6));
  const vf v39 = (v37 - v38);
  { vf part = v39; __builtin_memcpy((void *)(v30 + 36), &part, 12); }
}
KERNEL void f24(Pointer v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4) {
  const float v5 = *(const float *)(v3);
  f23(0, 0, 0, v1, v2, v0, v5, v4);
}
KERNEL void f25(Pointer v0, Pointer v1, Pointer v2, Pointer v3) {
  const float v4 = *(const float *)(v2);
  for (int v5 = 0;;) {
    float v6 = 0.f;
    const int v7 = (v5 * 4);
    for (int v8 = 0;;) {
      const int v9 = (v8 * 16);
      const int v10 = (v9 + v7);
      const Pointer v11 = (v1 + (Offset)v10);
      const float v12 = *(const float *)(v11);
      v6 = (v6 + v12);
      v8 += 1;
      if (!(v8 < 4)) break;
    }
    const Pointer v13 = (v0 + (Offset)v7);
    const float v14 = *(const float *)(v13);
    const float v15 = (v6 * v4);
    const float v16 = (v14 - v15);
    const Pointer v17 = (v3 + (Offset)v7);
    *(float *)(v17) = v16;
    v5 += 1;
    if (!(v5 < 4)) break;
  }
}
PART void f26(Pointer v0, Pointer v1) {
  const Pointer v2 = (v0 + 16);
  Pointer v3 = v1;
  for (Pointer v4 = v0;;) {
    const vf v5 = ((vf){*(const float *)(v4), *(const float *)(v4 + 16), *(const float *)(v4 + 32), *(const float *)(v4 + 48), *(const float *)(v4 + 64), *(const float *)(v4 + 80), *(const float *)(v4 + 96), *(const float *)(v4 + 112)});
    *(mf *)(v3) = v5;
    const vf v6 = ((vf){*(const float *)(v4 + 128), *(const float *)(v4 + 144), *(const float *)(v4 + 160), *(const float *)(v4 + 176), 0.f, 0.f, 0.f, 0.f});
    *(mf *)(v3 + 32) = v6;
    v3 = (v3 + 64);
    v4 += 4;
    if (!(v4 < v2)) break;
  }
}
PART void f27(int v0, int v1, int v2, Pointer v3, Pointer v4, Pointer v5, Pointer v6) {
  const int v7 = (v0 * 16);
  const Pointer v8 = (v3 + (Offset)v7);
  vf v9 = SPLAT(vf, 0.f);
  vf v10 = SPLAT(vf, 0.f);
  vf v11 = SPLAT(vf, 0.f);
  vf v12 = SPLAT(vf, 0.f);
  vf v13 = SPLAT(vf, 0.f);
  vf v14 = SPLAT(vf, 0.f);
  vf v15 = SPLAT(vf, 0.f);
  vf v16 = SPLAT(vf, 0.f);
  Pointer v17 = v4;
  const Pointer v18 = (v8 + 16);
  for (Pointer v19 = v8;;) {
    const vf v20 = keep(*(const mf *)(v17));
    const vf v21 = keep(*(const mf *)(v17 + 32));
    const vf v22 = splat_f(*(const float *)(v19));
    v9 = v_fma(v22, v20, v9);
    v10 = v_fma(v22, v21, v10);
    const vf v23 = splat_f(*(const float *)(v19 + 16));
    v11 = v_fma(v23, v20, v11);
    v12 = v_fma(v23, v21, v12);
    const vf v24 = splat_f(*(const float *)(v19 + 32));
    v13 = v_fma(v24, v20, v13);
    v14 = v_fma(v24, v21, v14);
    const vf v25 = splat_f(*(const float *)(v19 + 48));
    v15 = v_fma(v25, v20, v15);
    v16 = v_fma(v25, v21, v16);
    v17 = (v17 + 64);
    v19 += 4;
    if (!(v19 < v18)) break;
  }
  const int v26 = (v2 * 4);
  const int v27 = (v0 * 48);
  const int v28 = (v27 + v26);
  const Pointer v29 = (v5 + (Offset)v28);
  const vf v30 = *(const mf *)(v29);
  const vi v31 = ((vi)(v30 > SPLAT(vf, 0.f)));
  const vf v32 = v_select_f(v31, v9, SPLAT(vf, 0.f));
  const Pointer v33 = (v6 + (Offset)v28);
  *(mf *)(v33) = v32;
  const int v34 = (v27 + v26);
  const Pointer v35 = (v5 + (Offset)v34);
  const vf v36 = *(const mf *)(v35 + 32);
  const vi v37 = ((vi)(v36 > SPLAT(vf, 0.f)));
  const vf v38 = v_select_f(v37, v10, SPLAT(vf, 0.f));
  const Pointer v39 = (v6 + (Offset)v34);
  { vf part = v38; __builtin_memcpy((void *)(v39 + 32), &part, 16); }
  const vf v40 = *(const mf *)(v29 + 48);
  const vi v41 = ((vi)(v40 > SPLAT(vf, 0.f)));
  const vf v42 = v_select_f(v41, v11, SPLAT(vf, 0.f));
  *(mf *)(v33 + 48) = v42;
  const vf v43 = *(const mf *)(v35 + 80);
  const vi v44 = ((vi)(v43 > SPLAT(vf, 0.f)));
  const vf v45 = v_select_f(v44, v12, SPLAT(vf, 0.f));
  { vf part = v45; __builtin_memcpy((void *)(v39 + 80), &part, 16); }
  const vf v46 = *(const mf *)(v29 + 96);
  const vi v47 = ((vi)(v46 > SPLAT(vf, 0.f)));
  const vf v48 = v_select_f(v47, v13, SPLAT(vf, 0.f));
  *(mf *)(v33 + 96) = v48;
  const vf v49 = *(const mf *)(v35 + 128);
  const vi v50 = ((vi)(v49 > SPLAT(vf, 0.f)));
  const vf v51 = v_select_f(v50, v14, SPLAT(vf, 0.f));
  { vf part = v51; __builtin_memcpy((void *)(v39 + 128), &part, 16); }
  const vf v52 = *(const mf *)(v29 + 144);
  const vi v53 = ((vi)(v52 > SPLAT(vf, 0.f)));
  const vf v54 = v_select_f(v53, v15, SPLAT(vf, 0.f));
  *(mf *)(v33 + 144) = v54;
  const vf v55 = *(const mf *)(v35 + 176);
  const vi v56 = ((vi)(v55 > SPLAT(vf, 0.f)));
  const vf v57 = v_select_f(v56, v16, SPLAT(vf, 0.f));
  { vf part = v57; __builtin_memcpy((void *)(v39 + 176), &part, 16); }
}
KERNEL void f28(Pointer v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4) {
  f26(v2, v4);
  f27(0, 0, 0, v1, v4, v0, v3);
}
PART void f29(int v0, Pointer v1, Pointer v2, Pointer v3, float v4, Pointer v5, float v6) {
  const int v7 = (v0 * 4);
  const Pointer v8 = (v1 + (Offset)v7);
  vf v9 = SPLAT(vf, 0.f);
  vf v10 = SPLAT(vf, 0.f);
  vf v11 = SPLAT(vf, 0.f);
  vf v12 = SPLAT(vf, 0.f);
  vf v13 = SPLAT(vf, 0.f);
  vf v14 = SPLAT(vf, 0.f);
  vf v15 = SPLAT(vf, 0.f);
  vf v16 = SPLAT(vf, 0.f);
  Pointer v17 = v8;
  const Pointer v18 = (v2 + 256);
  for (Pointer v19 = v2;;) {
    const vf v20 = keep(*(const mf *)(v17));
    const vf v21 = keep(*(const mf *)(v17 + 32));
    const vf v22 = splat_f(*(const float *)(v19));
    v9 = v_fma(v22, v20, v9);
    v10 = v_fma(v22, v21, v10);
    const vf v23 = splat_f(*(const float *)(v19 + 4));
    v11 = v_fma(v23, v20, v11);
    v12 = v_fma(v23, v21, v12);
    const vf v24 = splat_f(*(const float *)(v19 + 8));
    v13 = v_fma(v24, v20, v13);
    v14 = v_fma(v24, v21, v14);
    const vf v25 = splat_f(*(const float *)(v19 + 12));
    v15 = v_fma(v25, v20, v15);
    v16 = v_fma(v25, v21, v16);
    v17 = (v17 + 48);
    v19 += 64;
    if (!(v19 < v18)) break;
  }
  const Pointer v26 = (v3 + (Offset)v7);
  const vf v27 = *(const mf *)(v26 + 576);
  const vf v28 = (v9 * splat_f(v4));
  const vf v29 = (v27 - v28);
  const Pointer v30 = (v5 + (Offset)v7);
  *(mf *)(v30 + 576) = v29;
  const Pointer v31 = (v3 + (Offset)v7);
  const vf v32 = *(const mf *)(v31 + 608);
  const vf v33 = (v10 * splat_f(v6));
  const vf v34 = (v32 - v33);
  const Pointer v35 = (v5 + (Offset)v7);
  { vf part = v34; __builtin_memcpy((void *)(v35 + 608), &part, 16); }
  const vf v36 = *(const mf *)(v26 + 624);
  const vf v37 = (v11 * splat_f(v4));
  const vf v38 = (v36 - v37);
  *(mf *)(v30 + 624) = v38;
  const vf v39 = *(const mf *)(v31 + 656);
  const vf v40 = (v12 * splat_f(v6));
  const vf v41 = (v39 - v40);
  { vf part = v41; __builtin_memcpy((void *)(v35 + 656), &part, 16); }
  const vf v42 = *(const mf *)(v26 + 672);
  const vf v43 = (v13 * splat_f(v4));
  const vf v44 = (v42 - v43);
  *(mf *)(v30 + 672) = v44;
  const vf v45 = *(const mf *)(v31 + 704);
  const vf v46 = (v14 * splat_f(v6));
  const vf v47 = (v45 - v46);
  { vf part = v47; __builtin_memcpy((void *)(v35 + 704), &part, 16); }
  const vf v48 = *(const mf *)(v26 + 720);
  const vf v49 = (v15 * splat_f(v4));
  const vf v50 = (v48 - v49);
  *(mf *)(v30 + 720) = v50;
  const vf v51 = *(const mf *)(v31 + 752);
  const vf v52 = (v16 * splat_f(v6));
  const vf v53 = (v51 - v52);
  { vf part = v53; __builtin_memcpy((void *)(v35 + 752), &part, 16); }
}
PART void f30(int v0, Pointer v1, Pointer v2, int v3, Pointer v4, float v5, Pointer v6, float v7) {
  const int v8 = (v0 * 4);
  const Pointer v9 = (v1 + (Offset)v8);
  vf v10 = SPLAT(vf, 0.f);
  vf v11 = SPLAT(vf, 0.f);
  vf v12 = SPLAT(vf, 0.f);
  vf v13 = SPLAT(vf, 0.f);
  vf v14 = SPLAT(vf, 0.f);
  vf v15 = SPLAT(vf, 0.f);
  vf v16 = SPLAT(vf, 0.f);
  vf v17 = SPLAT(vf, 0.f);
  vf v18 = SPLAT(vf, 0.f);
  vf v19 = SPLAT(vf, 0.f);
  vf v20 = SPLAT(vf, 0.f);
  vf v21 = SPLAT(vf, 0.f);
  Pointer v22 = v9;
  const Pointer v23 = (v2 + 256);
  for (Pointer v24 = v2;;) {
    const vf v25 = keep(*(const mf *)(v22));
    const vf v26 = keep(*(const mf *)(v22 + 32));
    const vf v27 = splat_f(*(const float *)(v24));
    v10 = v_fma(v27, v25, v10);
    v11 = v_fma(v27, v26, v11);
    const vf v28 = splat_f(*(const float *)(v24 + 4));
    v12 = v_fma(v28, v25, v12);
    v13 = v_fma(v28, v26, v13);
    const vf v29 = splat_f(*(const float *)(v24 + 8));
    v14 = v_fma(v29, v25, v14);
    v15 = v_fma(v29, v26, v15);
    const vf v30 = splat_f(*(const float *)(v24 + 12));
    v16 = v_fma(v30, v25, v16);
    v17 = v_fma(v30, v26, v17);
    const vf v31 = splat_f(*(const float *)(v24 + 16));
    v18 = v_fma(v31, v25, v18);
    v19 = v_fma(v31, v26, v19);
    const vf v32 = splat_f(*(const float *)(v24 + 20));
    v20 = v_fma(v32, v25, v20);
    v21 = v_fma(v32, v26, v21);
    v22 = (v22 + 48);
    v24 += 64;
    if (!(v24 < v23)) break;
  }
  const int v33 = (v8 + v3);
  const Pointer v34 = (v4 + (Offset)v33);
  const vf v35 = *(const mf *)(v34);
  const vf v36 = (v10 * splat_f(v5));
  const vf v37 = (v35 - v36);
  const Pointer v38 = (v6 + (Offset)v33);
  *(mf *)(v38) = v37;
  const int v39 = (v8 + v3);
  const Pointer v40 = (v4 + (Offset)v39);
  const vf v41 = *(const mf *)(v40 + 32);
  const vf v42 = (v11 * splat_f(v7));
  const vf v43 = (v41 - v42);
  const Pointer v44 = (v6 + (Offset)v39);
  { vf part = v43; __builtin_memcpy((void *)(v44 + 32), &part, 16); }
  const vf v45 = *(const mf *)(v34 + 48);
  const vf v46 = (v12 * splat_f(v5));
  const vf v47 = (v45 - v46);
  *(mf *)(v38 + 48) = v47;
  const vf v48 = *(const mf *)(v40 + 80);
  const vf v49 = (v13 * splat_f(v7));
  const vf v50 = (v48 - v49);
  { vf part = v50; __builtin_memcpy((void *)(v44 + 80), &part, 16); }
  const vf v51 = *(const mf *)(v34 + 96);
  const vf v52 = (v14 * splat_f(v5));
  const vf v53 = (v51 - v52);
  *(mf *)(v38 + 96) = v53;
  const vf v54 = *(const mf *)(v40 + 128);
  const vf v55 = (v15 * splat_f(v7));
  const vf v56 = (v54 - v55);
  { vf part = v56; __builtin_memcpy((void *)(v44 + 128), &part, 16); }
  const vf v57 = *(const mf *)(v34 + 144);
  const vf v58 = (v16 * splat_f(v5));
  const vf v59 = (v57 - v58);
  *(mf *)(v38 + 144) = v59;
  const vf v60 = *(const mf *)(v40 + 176);
  const vf v61 = (v17 * splat_f(v7));
  const vf v62 = (v60 - v61);
  { vf part = v62; __builtin_memcpy((void *)(v44 + 176), &part, 16); }
  const vf v63 = *(const mf *)(v34 + 192);
  const vf v64 = (v18 * splat_f(v5));
  const vf v65 = (v63 - v64);
  *(mf *)(v38 + 192) = v65;
  const vf v66 = *(const mf *)(v40 + 224);
  const vf v67 = (v19 * splat_f(v7));
  const vf v68 = (v66 - v67);
  { vf part = v68; __builtin_memcpy((void *)(v44 + 224), &part, 16); }
  const vf v69 = *(const mf *)(v34 + 240);
  const vf v70 = (v20 * splat_f(v5));
  const vf v71 = (v69 - v70);
  *(mf *)(v38 + 240) = v71;
  const vf v72 = *(const mf *)(v40 + 272);
  const vf v73 = (v21 * splat_f(v7));
  const vf v74 = (v72 - v73);
  { vf part = v74; __builtin_memcpy((void *)(v44 + 272), &part, 16); }
}
KERNEL void f31(Pointer v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4) {
  const Pointer v5 = (v1 + 48);
  const float v6 = *(const float *)(v3);
  const float v7 = *(const float *)(v3);
  f29(0, v2, v5, v0, v6, v4, v7);
  for (int v8 = 0;;) {
    const int v9 = (v8 * 4);
    const Pointer v10 = (v1 + (Offset)v9);
    const int v11 = (v8 * 48);
    f30(0, v2, v10, v11, v0, v6, v4, v7);
    v8 += 6;
    if (!(v8 < 12)) break;
  }
}
PART void f32(int v0, int v1, int v2, Pointer v3, Pointer v4, Pointer v5, float v6, Pointer v7) {
  const int v8 = (v0 * 4);
  const Pointer v9 = (v3 + (Offset)v8);
  const int v10 = (v2 * 4);
  const Pointer v11 = (v4 + (Offset)v10);
  vf v12 = SPLAT(vf, 0.f);
  vf v13 = SPLAT(vf, 0.f);
  vf v14 = SPLAT(vf, 0.f);
  vf v15 = SPLAT(vf, 0.f);
  vf v16 = SPLAT(vf, 0.f);
  vf v17 = SPLAT(vf, 0.f);
  Pointer v18 = v11;
  const Pointer v19 = (v9 + 192);
  for (Pointer v20 = v9;;) {
    const vf v21 = keep(*(const mf *)(v18));
    const vf v22 = splat_f(*(const float *)(v20));
    v12 = v_fma(v22, v21, v12);
    const vf v23 = splat_f(*(const float *)(v20 + 4));
    v13 = v_fma(v23, v21, v13);
    const vf v24 = splat_f(*(const float *)(v20 + 8));
    v14 = v_fma(v24, v21, v14);
    const vf v25 = splat_f(*(const float *)(v20 + 12));
    v15 = v_fma(v25, v21, v15);
    const vf v26 = splat_f(*(const float *)(v20 + 16));
    v16 = v_fma(v26, v21, v16);
    const vf v27 = splat_f(*(const float *)(v20 + 20));
    v17 = v_fma(v27, v21, v17);
    v18 = (v18 + 16);
    v20 += 48;
    if (!(v20 < v19)) break;
  }
  const int v28 = (v0 * 16);
  const int v29 = (v28 + v10);
  const Pointer v30 = (v5 + (Offset)v29);
  const vf v31 = *(const mf *)(v30);
  const vf v32 = (v12 * splat_f(v6));
  const vf v33 = (v31 - v32);
  const Pointer v34 = (v7 + (Offset)v29);
  { vf part = v33; __builtin_memcpy((void *)(v34), &part, 16); }
  const vf v35 = *(const mf *)(v30 + 16);
  const vf v36 = (v13 * splat_f(v6));
  const vf v37 = (v35 - v36);
  { vf part = v37; __builtin_memcpy((void *)(v34 + 16), &part, 16); }
  const vf v38 = *(const mf *)(v30 + 32);
  const vf v39 = (v14 * splat_f(v6));
  const vf v40 = (v38 - v39);
  { vf part = v40; __builtin_memcpy((void *)(v34 + 32), &part, 16); }
  const vf v41 = *(const mf *)(v30 + 48);
  const vf v42 = (v15 * splat_f(v6));
  const vf v43 = (v41 - v42);
  { vf part = v43; __builtin_memcpy((void *)(v34 + 48), &part, 16); }
  const vf v44 = *(const mf *)(v30 + 64);
  const vf v45 = (v16 * splat_f(v6));
  const vf v46 = (v44 - v45);
  { vf part = v46; __builtin_memcpy((void *)(v34 + 64), &part, 16); }
  const vf v47 = *(const mf *)(v30 + 80);
  const vf v48 = (v17 * splat_f(v6));
  const vf v49 = (v47 - v48);
  { vf part = v49; __builtin_memcpy((void *)(v34 + 80), &part, 16); }
}
KERNEL void f33(Pointer v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4) {
  const float v5 = *(const float *)(v3);
  for (int v6 = 0;;) {
    f32(v6, 0, 0, v1, v2, v0, v5, v4);
    v6 += 6;
    if (!(v6 < 12)) break;
  }
}

KERNEL void f34(Pointer v0, Pointer v1, Pointer v2, Pointer v3) {
  const float v4 = *(const float *)(v2);
  for (int v5 = 0;;) {
    vf v6 = SPLAT(vf, 0.f);
    const int v7 = (v5 * 4);
    for (int v8 = 0;;) {
      const int v9 = (v8 * 48);
      const int v10 = (v9 + v7);
      const Pointer v11 = (v1 + (Offset)v10);
      const vf v12 = *(const mf *)(v11);
      v6 = (v6 + v12);
      v8 += 1;
      if (!(v8 < 4)) break;
    }
    const Pointer v13 = (v0 + (Offset)v7);
    const vf v14 = *(const mf *)(v13);
    const vf v15 = (v6 * splat_f(v4));
    const vf v16 = (v14 - v15);
    const Pointer v17 = (v3 + (Offset)v7);
    *(mf *)(v17) = v16;
    v5 += 8;
    if (!(v5 < 8)) break;
  }
  const float v18 = *(const float *)(v2);
  for (int v19 = 8;;) {
    float v20 = 0.f;
    const int v21 = (v19 * 4);
    for (int v22 = 0;;) {
      const int v23 = (v22 * 48);
      const int v24 = (v23 + v21);
      const Pointer v25 = (v1 + (Offset)v24);
      const float v26 = *(const float *)(v25);
      v20 = (v20 + v26);
      v22 += 1;
      if (!(v22 < 4)) break;
    }
    const Pointer v27 = (v0 + (Offset)v21);
    const float v28 = *(const float *)(v27);
    const float v29 = (v20 * v18);
    const float v30 = (v28 - v29);
    const Pointer v31 = (v3 + (Offset)v21);
    *(float *)(v31) = v30;
    v19 += 1;
    if (!(v19 < 12)) break;
  }
}
void f0(Pointer, Pointer);
void f1(Pointer, Pointer, Pointer, Pointer);
void f2(Pointer, Pointer);
void f3(Pointer, Pointer, Pointer);
void f4(Pointer);
void f6(Pointer, Pointer, Pointer);
void f8(Pointer, Pointer, Pointer, Pointer);
void f10(Pointer, Pointer, Pointer, Pointer);
void f12(Pointer, Pointer, Pointer, Pointer);
void f14(Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer);
void f16(Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer);
void f17(Pointer, Pointer, Pointer, Pointer, Pointer, Pointer);
void f18(Pointer, Pointer, Pointer, Pointer, Pointer, Pointer);
void f19(Pointer, Pointer, Pointer, Pointer);
void f22(Pointer, Pointer, Pointer, Pointer, Pointer);
void f24(Pointer, Pointer, Pointer, Pointer, Pointer);
void f25(Pointer, Pointer, Pointer, Pointer);
void f28(Pointer, Pointer, Pointer, Pointer, Pointer);
void f31(Pointer, Pointer, Pointer, Pointer, Pointer);
void f33(Pointer, Pointer, Pointer, Pointer, Pointer);
void f34(Pointer, Pointer, Pointer, Pointer);
#undef OWN
#define OWN __thread __attribute__((visibility("hidden")))
OWN int thread, threads;
OWN unsigned loops;
OWN Team *team;
void run(Pointer memory, const long long *places, long long steps, int own, int count, Team *all) {
  thread = own;
  threads = count;
  loops = 0;
  team = all;
  const Pointer b5 = memory + places[5];
  const Pointer b15 = memory + places[15];
  const Pointer b14 = memory + places[14];
  const Pointer b19 = memory + places[19];
  const Pointer b18 = memory + places[18];
  const Pointer b20 = memory + places[20];
  const Pointer b3 = memory + places[3];
  const Pointer b4 = memory + places[4];
  const Pointer b0 = memory + places[0];
  const Pointer b2 = memory + places[2];
  const Pointer b6 = memory + places[6];
  const Pointer b7 = memory + places[7];
  const Pointer b8 = memory + places[8];
  const Pointer b9 = memory + places[9];
  const Pointer b10 = memory + places[10];
  const Pointer b11 = memory + places[11];
  const Pointer b13 = memory + places[13];
  const Pointer b12 = memory + places[12];
  const Pointer b17 = memory + places[17];
  const Pointer b16 = memory + places[16];
  const Pointer b21 = memory + places[21];
  for (long long step = 0; step < steps; step++) {
    f0(b5, b5);
    f1(b15, b14, b15, b14);
    f1(b19, b18, b19, b18);
    f2(b20, b20);
    f3(b3, b4, b0 + 768);
    f4(b0 + 896);
    f6(b2, b4, b0);
    f8(b0, b6, b7, b0 + 256);
    f10(b0 + 256, b8, b9, b0 + 576);
    f12(b0 + 576, b10, b11, b0 + 512);
    f14(b0 + 512, b0 + 960, b0 + 1024, b0 + 1088, b0 + 640, b0 + 704, b0 + 448);
    f16(b0 + 768, b0 + 896, b0 + 960, b0 + 640, b0 + 704, b0 + 832, b0 + 448);
    f17(b13, b12, b0 + 1088, b0 + 448, b13, b12);
    f18(b17, b16, b0 + 768, b0 + 1024, b17, b16);
    f19(b11, b0 + 832, b21, b11);
    f22(b0 + 576, b0 + 832, b10, b0 + 768, b0 + 448);
    f24(b10, b0 + 576, b0 + 832, b21, b10);
    f25(b9, b0 + 768, b21, b9);
    f28(b0 + 256, b0 + 768, b8, b0 + 448, b0 + 640);
    f31(b6, b0, b0 + 448, b21, b6);
    f33(b8, b0 + 256, b0 + 768, b21, b8);
    f34(b7, b0 + 448, b21, b7);
  }
}

